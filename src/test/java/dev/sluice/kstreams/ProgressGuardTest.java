package dev.sluice.kstreams;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ProgressGuardTest {

    private static final TopicPartition INPUT = new TopicPartition("transactions", 3);
    private static final TopicPartition RETRIES = new TopicPartition("sluice.retries", 3);
    private static final Set<TopicPartition> TASK = Set.of(INPUT, RETRIES);

    private final ProgressGuard guard = new ProgressGuard();

    @Test
    void taskWhosePartitionsCameNow_begins() {
        guard.polled(ConsumerRecords.empty(), TASK);
        assertBegins();
    }

    @Test
    void taskOfWhichRecordsWereHandedOut_doesNotBeginAgain() {
        guard.polled(records(INPUT), TASK);
        guard.polled(ConsumerRecords.empty(), TASK);
        assertThatThrownBy(() -> guard.taskBegins(TASK))
                .isInstanceOf(StreamThreadRestartException.class)
                .hasMessageContaining("[transactions-3]")
                .matches(e -> StreamThreadRestartException.isCauseOf(new StreamsException(e)));
    }

    @Test
    void taskThatWentAndCameBack_begins() {
        guard.polled(records(INPUT), TASK);
        guard.gone(TASK);
        guard.polled(ConsumerRecords.empty(), TASK);
        assertBegins();

        guard.polled(records(INPUT), TASK);
        guard.taskGone(INPUT.partition());
        guard.polled(ConsumerRecords.empty(), TASK);
        assertBegins();

        guard.polled(records(INPUT), TASK);
        guard.allGone();
        guard.polled(ConsumerRecords.empty(), TASK);
        assertBegins();
    }

    @Test
    void partitionThatIsNoLongerAssigned_isGone() {
        guard.polled(records(INPUT), TASK);
        guard.polled(ConsumerRecords.empty(), Set.of());
        assertBegins();
    }

    @Test
    void commitAfterAnAbort_isRefusedWhileTheThreadHasWhatWasInIt() {
        guard.polled(records(INPUT), TASK);
        assertCommits();

        guard.aborts();
        guard.polled(records(RETRIES), TASK);
        assertThatThrownBy(guard::commits)
                .isInstanceOf(StreamThreadRestartException.class)
                .hasMessageContaining("[transactions-3]");

        guard.gone(Set.of(INPUT));
        assertCommits();
    }

    @Test
    void commitAfterAnAbort_passesWhenNothingWasInIt() {
        guard.polled(ConsumerRecords.empty(), TASK);
        guard.aborts();
        guard.polled(records(INPUT), TASK);
        assertCommits();
    }

    private void assertCommits() {
        assertThatCode(guard::commits).doesNotThrowAnyException();
    }

    private void assertBegins() {
        assertThatCode(() -> guard.taskBegins(TASK)).doesNotThrowAnyException();
    }

    private static ConsumerRecords<byte[], byte[]> records(TopicPartition partition) {
        return new ConsumerRecords<>(
                Map.of(
                        partition,
                        List.of(new ConsumerRecord<>(partition.topic(), partition.partition(), 7, null, new byte[0]))),
                Map.of());
    }
}
