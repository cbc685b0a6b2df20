package dev.sluice.topology;

import dev.sluice.batch.BatchRecord;
import dev.sluice.contract.SourcePosition;
import dev.sluice.kstreams.KafkaHeaders;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/** What one attempt at one input record came to: each has exactly one outcome. */
sealed interface Outcome {

    /** Where the record stands in the input; of a {@link WakeUpRecord}, which is no record, the partition it is to go to. */
    SourcePosition source();

    /**
     * It was converted, and goes to a batch. The first {@code length} of {@code bytes} are on loan until the call
     * returns.
     */
    record Converted(SourcePosition source, byte[] bytes, int length, int rows, long eventTimeMillis)
            implements Outcome, BatchRecord {

        @Override
        public String topic() {
            return source.topic();
        }

        @Override
        public int partition() {
            return source.partition();
        }

        @Override
        public long offset() {
            return source.offset();
        }
    }

    /** It was not, and goes to another topic as it came: the retry topic or the dead-letter topic. */
    record Rerouted(SourcePosition source, byte @Nullable [] value) implements Outcome {}

    /** The value of a returned record, as it came. */
    static Serializer<Outcome> serializer() {
        return (topic, outcome) -> outcome instanceof Rerouted returned ? returned.value() : null;
    }

    /** The same partition number as in the input, where the topic has it; so a retry comes back to the task it left. */
    static StreamPartitioner<byte[], Outcome> partitioner() {
        return new SourcePartition();
    }

    /** See {@link #partitioner}. */
    final class SourcePartition implements StreamPartitioner<byte[], Outcome> {

        @Override
        public Optional<Set<Integer>> partitions(
                String topic, byte[] key, Outcome outcome, Headers headers, int partitions) {
            return Optional.of(Set.of(outcome.source().partition() % partitions));
        }

        /** Abstract until Kafka removes it; Kafka Streams calls the other. */
        @Override
        @SuppressWarnings("removal")
        public Optional<Set<Integer>> partitions(String topic, byte[] key, Outcome outcome, int partitions) {
            return partitions(topic, key, outcome, KafkaHeaders.of(), partitions);
        }
    }
}
