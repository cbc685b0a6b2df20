package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicAdminTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);

    private final ManualClock clock = new ManualClock();
    private final ScriptedBrokers brokers = new ScriptedBrokers();
    private final TopicAdmin admin = new TopicAdmin(brokers, clock);

    /** Gives the answers that a test has put in, in turn; the last one stays. */
    private final class ScriptedBrokers implements Brokers {
        final Deque<Boolean> exists = new ArrayDeque<>();
        final Deque<Setting> settings = new ArrayDeque<>();
        final Deque<Map<TopicPartition, OptionalLong>> committed = new ArrayDeque<>();
        int questions;

        private <T> T next(Deque<T> answers) {
            questions++;
            return answers.size() > 1 ? answers.remove() : answers.element();
        }

        @Override
        public @Nullable Description describe(String topic) {
            return next(exists) ? new Description("id", List.of(new TopicPartition(topic, 0))) : null;
        }

        @Override
        public Setting setting(String topic, String name) {
            return next(settings);
        }

        @Override
        public Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, Bound bound) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            partitions.forEach(partition -> offsets.put(partition, (long) bound.ordinal()));
            return offsets;
        }

        @Override
        public Map<TopicPartition, OptionalLong> committed(String group, Collection<TopicPartition> partitions) {
            return next(committed);
        }

        @Override
        public void create(String topic, Map<String, String> settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void required_isRefusedWhenThereIsNoSuchTopic() {
        brokers.exists.add(false);

        assertThatThrownBy(() -> admin.required("a"))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("there is no topic a at these brokers");
        assertThatThrownBy(() -> admin.topicId("a")).isInstanceOf(UnusableException.class);
    }

    @Test
    void awaited_asksAgainUntilTheBrokersKnowTheTopic() throws Exception {
        brokers.exists.addAll(List.of(false, false, true));

        assertThat(admin.awaited("a")).containsExactly(A);
        assertThat(brokers.questions).isEqualTo(3);
    }

    @Test
    void awaited_givesUpAfterTwoMinutes() {
        brokers.exists.add(false);
        long startNanos = clock.nanoTime();

        assertThatThrownBy(() -> admin.awaited("a")).isInstanceOf(UnusableException.class);
        assertThat(Duration.ofNanos(clock.nanoTime() - startNanos)).isBetween(Patience.LIMIT, Duration.ofSeconds(121));
    }

    @Test
    void setting_isAskedAgainWhenOnlyAnotherBrokerKnowsTheTopic() throws Exception {
        brokers.exists.add(true);
        brokers.settings.addAll(List.of(new Brokers.Setting(false, null), new Brokers.Setting(true, "compact")));

        assertThat(admin.setting("a", "cleanup.policy")).isEqualTo("compact");
    }

    @Test
    void setting_isRefusedWhenNoBrokerKnowsTheTopic() {
        brokers.exists.add(false);
        brokers.settings.add(new Brokers.Setting(false, null));

        assertThatThrownBy(() -> admin.setting("a", "cleanup.policy"))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("no topic a");
    }

    @Test
    void setting_isNullWhenThisUserMayNotReadIt() throws Exception {
        brokers.settings.add(new Brokers.Setting(true, null));

        assertThat(admin.setting("a", "cleanup.policy")).isNull();
    }

    @Test
    void committed_waitsForPartitionsWhoseOffsetATransactionMayChange() throws Exception {
        brokers.committed.add(Map.of(A, OptionalLong.of(7)));
        brokers.committed.add(Map.of());
        brokers.committed.add(Map.of(B, OptionalLong.empty()));

        assertThat(admin.committed("group", List.of(A, B))).isEqualTo(Map.of(A, 7L));
        assertThat(brokers.questions).isEqualTo(3);
    }

    @Test
    void committed_givesUpWhenATransactionStaysOpen() {
        brokers.committed.add(Map.of());

        assertThatThrownBy(() -> admin.committed("group", List.of(A)))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("kafka-transactions.sh find-hanging");
    }

    @Test
    void exception_saysWhetherTheSameMaySucceedLater() {
        Exception refused = new Exception(new TopicAuthorizationException("no"));
        Exception late = new Exception(new TimeoutException("late"));

        assertThat(AccessException.of("m", refused)).isInstanceOf(UnusableException.class);
        assertThat(AccessException.of("m", late)).isInstanceOf(NoAnswerException.class);
        assertThat(AccessException.of("m", new IllegalStateException())).isInstanceOf(NoAnswerException.class);
        assertThat(AccessException.causes(new Exception("a", new Exception("b"))))
                .isEqualTo("a: b");
    }
}
