package dev.sluice.kstreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the consumer of a stream thread has paused; the test plays Kafka Streams and the causes. */
class PausedPartitionsTest {

    private static final TopicPartition FIRST = new TopicPartition("transactions", 0);
    private static final TopicPartition SECOND = new TopicPartition("transactions", 1);
    private static final TopicPartition RETRIES = new TopicPartition("retries", 0);
    private static final Set<TopicPartition> ALL = Set.of(FIRST, SECOND, RETRIES);

    private final StreamThread thread = new StreamThread();

    /** A stream thread's consumer, wrapped as ours are: what it has, and what of it is paused. */
    private static final class StreamThread {

        private final PausedPartitions paused = new PausedPartitions();
        private final Set<TopicPartition> assigned = new HashSet<>(ALL);
        private final Set<TopicPartition> pausedInConsumer = new HashSet<>();

        void poll() {
            paused.beforePoll(Set.copyOf(assigned), this::pause, pausedInConsumer::removeAll);
        }

        private void pause(Collection<TopicPartition> partitions) {
            assertThat(assigned).as("a consumer pauses what it has").containsAll(partitions);
            pausedInConsumer.addAll(partitions);
        }

        void streamsPauses(Collection<TopicPartition> partitions) {
            paused.pausedByStreams(partitions);
            pause(partitions);
        }

        void streamsResumes(Collection<TopicPartition> partitions) {
            pausedInConsumer.removeAll(paused.resumedByStreams(partitions));
        }

        InputPause open(Set<TopicPartition> partitions) {
            return paused.open("test", partitions);
        }

        void leaves(TopicPartition partition) {
            assigned.remove(partition);
            pausedInConsumer.remove(partition);
        }

        Set<TopicPartition> paused() {
            return pausedInConsumer;
        }
    }

    @Test
    void partitions_arePausedAtTheNextPollAndResumedAtTheOneAfter() {
        InputPause pause = thread.open(Set.of(FIRST, RETRIES));
        thread.poll();
        assertThat(thread.paused()).isEmpty();

        pause.pause();
        assertThat(thread.paused()).isEmpty();
        thread.poll();
        assertThat(thread.paused()).containsExactlyInAnyOrder(FIRST, RETRIES);
        pause.resume();
        thread.poll();
        assertThat(thread.paused()).isEmpty();
    }

    @Test
    void partition_isPausedUntilItsLastCauseHasEnded() {
        InputPause lookups = thread.open(Set.of(FIRST));
        InputPause identity = thread.open(Set.of(FIRST, SECOND));
        lookups.pause();
        identity.pause();
        thread.poll();

        lookups.resume();
        thread.poll();
        assertThat(thread.paused()).containsExactlyInAnyOrder(FIRST, SECOND);
        identity.close();
        thread.poll();
        assertThat(thread.paused()).isEmpty();
    }

    @Test
    void pause_survivesWhatKafkaStreamsResumes() {
        InputPause pause = thread.open(Set.of(FIRST));
        pause.pause();
        thread.poll();

        thread.streamsPauses(ALL);
        thread.streamsResumes(ALL);
        assertThat(thread.paused()).containsExactly(FIRST);
    }

    @Test
    void pauseOfKafkaStreams_survivesTheEndOfOurs() {
        InputPause pause = thread.open(Set.of(FIRST, SECOND));
        pause.pause();
        thread.poll();

        thread.streamsPauses(Set.of(FIRST));
        pause.resume();
        thread.poll();
        assertThat(thread.paused()).containsExactly(FIRST);
        thread.streamsResumes(Set.of(FIRST));
        assertThat(thread.paused()).isEmpty();
    }

    @Test
    void pause_isForgottenWhenItsPartitionLeavesAndComesBack() {
        InputPause pause = thread.open(Set.of(FIRST, SECOND));
        pause.pause();
        thread.poll();

        thread.leaves(FIRST);
        thread.paused.gone(Set.of(FIRST));
        thread.assigned.add(FIRST);
        thread.poll();
        assertThat(thread.paused()).containsExactly(SECOND);

        thread.leaves(SECOND);
        thread.paused.taskGone(SECOND.partition());
        thread.assigned.add(SECOND);
        pause.pause(); // by a thread that does not know yet
        thread.poll();
        assertThat(thread.paused()).isEmpty();
    }

    @Test
    void pause_isForgottenWhenItsPartitionIsNoLongerAssigned() {
        thread.open(Set.of(FIRST)).pause();
        thread.poll();

        thread.leaves(FIRST);
        thread.poll();
        thread.assigned.add(FIRST);
        thread.poll();
        assertThat(thread.paused()).isEmpty();
    }

    @Test
    void partitionThatTheThreadDoesNotHave_isLeftOut() {
        thread.assigned.retainAll(Set.of(FIRST));
        thread.open(ALL).pause();
        thread.poll();

        assertThat(thread.paused()).containsExactly(FIRST);
    }

    /** One step of the stream thread, of Kafka Streams or of a cause. */
    private enum Step {
        POLL,
        STREAMS_PAUSES,
        STREAMS_RESUMES,
        CAUSE_PAUSES,
        CAUSE_RESUMES,
        PARTITION_LEAVES
    }

    /** A step, and the partition or cause that it is of, by number. */
    record Move(Step step, int number) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Step> steps = Arbitraries.of(Step.values());
        return steps.flatMap(step -> Arbitraries.integers().between(0, 2).map(number -> new Move(step, number)))
                .list()
                .ofMaxSize(60);
    }

    @Property
    void partition_isPolledWhenNeitherKafkaStreamsNorACauseHasPausedIt(@ForAll("moves") List<Move> moves) {
        StreamThread thread = new StreamThread();
        List<TopicPartition> partitions = List.of(FIRST, SECOND, RETRIES);
        List<Set<TopicPartition>> causes = List.of(Set.of(FIRST), Set.of(FIRST, SECOND), ALL);
        List<InputPause> pauses = causes.stream().map(thread::open).toList();
        Map<InputPause, Set<TopicPartition>> known = new HashMap<>();
        for (int i = 0; i < pauses.size(); i++) {
            known.put(pauses.get(i), new HashSet<>(causes.get(i)));
        }
        Set<TopicPartition> byStreams = new HashSet<>();

        for (Move move : moves) {
            TopicPartition partition = partitions.get(move.number());
            switch (move.step()) {
                case POLL -> {
                    thread.poll();
                    Set<TopicPartition> expected = new HashSet<>(byStreams);
                    known.forEach((pause, of) -> expected.addAll(pause.isPaused() ? of : Set.of()));
                    assertThat(thread.paused()).isEqualTo(expected);
                }
                case STREAMS_PAUSES -> {
                    thread.streamsPauses(Set.of(partition));
                    byStreams.add(partition);
                }
                case STREAMS_RESUMES -> {
                    thread.streamsResumes(Set.of(partition));
                    byStreams.remove(partition);
                }
                case CAUSE_PAUSES -> pauses.get(move.number()).pause();
                case CAUSE_RESUMES -> pauses.get(move.number()).resume();
                case PARTITION_LEAVES -> {
                    thread.leaves(partition);
                    thread.paused.gone(Set.of(partition));
                    thread.assigned.add(partition);
                    byStreams.remove(partition);
                    known.values().forEach(of -> of.remove(partition));
                }
            }
        }
    }
}
