package dev.sluice.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.Topics;
import dev.sluice.deadletters.ReplayCounts.LeftOut;
import dev.sluice.failure.FailureReason;
import dev.sluice.kafka.InMemoryTopics;
import dev.sluice.kafka.ManualClock;
import dev.sluice.kafka.ReaderSettings;
import dev.sluice.kafka.Remedies;
import dev.sluice.kstreams.KafkaHeaders;
import dev.sluice.writer.Positions;
import dev.sluice.writer.ResumableWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which letters go back, and which are left out; {@code DlqIT} has the same at a real broker. */
class ReplayTest {

    private static final Topics TOPICS =
            new Topics(List.of("payments"), "retries", Letters.TOPIC, "replays", "manifest", Map.of());
    private static final DeadLetterTarget TARGET = new DeadLetterTarget(
            "app",
            TOPICS,
            new ReaderSettings(Map.of(), Map.of(), new Remedies("correct", "check")),
            Map.of(),
            1_000_000);
    private static final DeadLetterFilter ALL =
            new DeadLetterFilter(Set.of(), Set.of(), Set.of(), null, null, Map.of(), Map.of());

    private final InMemoryTopics topics = new InMemoryTopics();
    private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
    private int commits;
    private boolean isClosed;

    @BeforeEach
    void createTopics() {
        topics.create("payments").create("retries").create(Letters.TOPIC).create("replays");
    }

    /** Commits to the lists of this test, one letter a transaction. */
    private final class ListWriter implements ResumableWriter {
        private final Positions positions;

        ListWriter(Positions positions) {
            this.positions = positions;
        }

        @Override
        public void write(ProducerRecord<byte[], byte[]> record, Supplier<String> origin) {
            written.add(record);
        }

        @Override
        public void commitIfDue() {
            commit();
        }

        @Override
        public void commit() {
            positions.takeChanges().forEach(position -> topics.append("replays", position.key(), position.value()));
            commits++;
        }

        @Override
        public long committed() {
            return written.size();
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private void letter(byte @Nullable [] value, Headers headers) {
        topics.append(Letters.TOPIC, Letters.bytes("account"), value, headers);
    }

    /** Of {@code payments-0}: the topics of this test have one partition. */
    private static Headers headers(long sourceOffset, FailureReason reason) {
        return Letters.headers(sourceOffset, reason).add(FailureHeaders.PARTITION, Letters.bytes("0"));
    }

    private void letter(long sourceOffset) {
        letter(Letters.bytes("{}"), headers(sourceOffset, FailureReason.INEXACT));
    }

    private ReplayCounts replay(ReplayTarget to, boolean isDryRun) throws Exception {
        ReplayPlan plan = new ReplayPlan(to, ALL, 3, false, isDryRun, null);
        return Replay.run(TARGET, plan, counts -> {}, topics.reader(new ManualClock()), (settings, reader, marks) -> {
            settings.positions().read(reader, marks);
            return new ListWriter(marks);
        });
    }

    @Test
    void letters_goBackOnceEach() throws Exception {
        letter(7);
        letter(8);

        assertThat(replay(ReplayTarget.RETRY, false)).isEqualTo(new ReplayCounts(2, 2, 2, Map.of()));
        assertThat(written).extracting(ProducerRecord::topic).containsExactly("retries", "retries");
        assertThat(isClosed).isTrue();

        letter(9);
        assertThat(replay(ReplayTarget.RETRY, false).leftOut()).isEqualTo(Map.of(LeftOut.REPLAYED_BEFORE, 2L));
        assertThat(written)
                .extracting(record -> FailureHeaders.source(record.headers()).offset())
                .containsExactly(7L, 8L, 9L);
    }

    @Test
    void dryRun_writesNothing() throws Exception {
        letter(7);

        assertThat(replay(ReplayTarget.RETRY, true).replayed()).isOne();
        assertThat(written).isEmpty();
        assertThat(commits).isZero();
        assertThat(replay(ReplayTarget.RETRY, false).replayed()).isOne();
    }

    @Test
    void letter_isLeftOutForWhatItIs() throws Exception {
        letter(null, headers(0, FailureReason.INEXACT).add(FailureHeaders.VALUE_SHA256, new byte[0]));
        letter(new byte[1], KafkaHeaders.of().add(FailureHeaders.APPLICATION_ID, Letters.bytes("app")));
        letter(new byte[1], headers(2, FailureReason.INEXACT).add(FailureHeaders.REPLAYS, Letters.bytes("3")));
        letter(new byte[1_100_000], headers(3, FailureReason.INEXACT));
        letter(4);

        ReplayCounts counts = replay(ReplayTarget.RETRY, false);

        assertThat(counts.replayed()).isOne();
        assertThat(counts.leftOut())
                .isEqualTo(Map.of(
                        LeftOut.INCOMPLETE, 1L,
                        LeftOut.WITHOUT_SOURCE, 1L,
                        LeftOut.TOO_OFTEN, 1L,
                        LeftOut.TOO_LARGE, 1L));
        assertThat(counts.isComplete()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ReplayTarget.class)
    void letter_isLeftOutWhenItsSourceIsNoPartitionOfTheInput(ReplayTarget to) throws Exception {
        letter(
                new byte[1],
                Letters.headers(7, FailureReason.INEXACT)); // of payments-2, and the topic has one partition
        letter(new byte[1], headers(7, FailureReason.INEXACT).add(FailureHeaders.TOPIC, Letters.bytes("../../evil")));

        assertThat(replay(to, false).leftOut()).isEqualTo(Map.of(LeftOut.WITHOUT_SOURCE, 2L));
        assertThat(written).isEmpty();
    }

    @Test
    void letter_isLeftOutWhenItIsOfAnotherApplicationOrOfNone() throws Exception {
        Headers ofAnother = headers(7, FailureReason.INEXACT);
        letter(new byte[1], ofAnother.add(FailureHeaders.APPLICATION_ID, Letters.bytes("app-2")));
        letter(new byte[1], headers(8, FailureReason.INEXACT).remove(FailureHeaders.APPLICATION_ID));

        assertThat(replay(ReplayTarget.RETRY, false).leftOut()).isEqualTo(Map.of(LeftOut.OTHER_APPLICATION, 2L));
        assertThat(written).isEmpty();
    }

    @Test
    void replay_isCompleteWhenAllThatIsLeftOutWasReplayedBefore() {
        assertThat(new ReplayCounts(1, 1, 0, Map.of(LeftOut.REPLAYED_BEFORE, 1L)).isComplete())
                .isTrue();
    }
}
