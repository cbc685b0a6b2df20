package dev.sluice.kstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class PollBatchTest {

    private static final TopicPartition FIRST = new TopicPartition("transactions", 0);
    private static final TopicPartition SECOND = new TopicPartition("transactions", 1);

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();

    @Test
    void interceptor_makesOneRecordOfEachPartitionAndLeavesThePositions() {
        Map<TopicPartition, OffsetAndMetadata> positions =
                Map.of(FIRST, new OffsetAndMetadata(8), SECOND, new OffsetAndMetadata(101));
        List<ConsumerRecord<byte[], byte[]>> ofFirst = List.of(polled(FIRST, 3), polled(FIRST, 5), polled(FIRST, 6));
        List<ConsumerRecord<byte[], byte[]>> ofSecond = List.of(polled(SECOND, 100));

        ConsumerRecords<byte[], byte[]> bundled = new PollBatchInterceptor()
                .onConsume(new ConsumerRecords<>(Map.of(FIRST, ofFirst, SECOND, ofSecond), positions));

        assertThat(bundled.nextOffsets()).isEqualTo(positions);
        assertThat(bundled.count()).isEqualTo(2);
        ConsumerRecord<byte[], byte[]> bundle = bundled.records(FIRST).get(0);
        assertThat(bundle.offset()).as("what is committed while it waits").isEqualTo(3);
        assertThat(bundle.timestamp()).isEqualTo(3_000);
        assertThat(bundle.leaderEpoch()).contains(4);
        assertThat(taken(inStreams(bundle))).isEqualTo(ofFirst);
        assertThat(taken(inStreams(bundled.records(SECOND).get(0)))).isEqualTo(ofSecond);
    }

    @Test
    void pollWithoutRecords_staysOne() {
        Map<TopicPartition, OffsetAndMetadata> positions = Map.of(FIRST, new OffsetAndMetadata(8));

        ConsumerRecords<byte[], byte[]> bundled =
                new PollBatchInterceptor().onConsume(new ConsumerRecords<>(Map.of(), positions));

        assertThat(bundled.isEmpty()).isTrue();
        assertThat(bundled.nextOffsets()).as("past the ends of transactions").isEqualTo(positions);
    }

    @Test
    void bundle_isTakenOnceSoThatHeadersKeepNoRecords() {
        Record<byte[], byte[]> bundle = inStreams(PollBatch.asOne(List.of(polled(FIRST, 3))));
        taken(bundle);

        assertThatThrownBy(() -> taken(bundle)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void recordThatIsNoBundle_comesAloneWhateverItsHeadersAreCalled() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("poll-batch", new byte[] {1});
        Record<byte[], byte[]> record = new Record<>(new byte[] {2}, new byte[] {3}, 4, headers);
        context.setRecordMetadata("transactions", 1, 7);

        assertThat(taken(record)).singleElement().satisfies(alone -> {
            assertThat(alone.topic()).isEqualTo("transactions");
            assertThat(alone.partition()).isOne();
            assertThat(alone.offset()).isEqualTo(7);
            assertThat(alone.timestamp()).isEqualTo(4);
            assertThat(alone.key()).containsExactly(2);
            assertThat(alone.value()).containsExactly(3);
            assertThat(alone.headers()).isEqualTo(headers);
        });
    }

    @Test
    void failure_endsTheBundleAndIsThrownOnAsItIs() {
        Record<byte[], byte[]> bundle =
                inStreams(PollBatch.asOne(List.of(polled(FIRST, 3), polled(FIRST, 5), polled(FIRST, 6))));
        RuntimeException failure = new IllegalStateException("planted");
        List<Long> processed = new ArrayList<>();

        assertThatThrownBy(() -> PollBatch.forEachRecord(bundle, context, polled -> {
                    if (polled.offset() == 5) {
                        throw failure;
                    }
                    processed.add(polled.offset());
                }))
                .as("Kafka Streams tells failures apart by their types")
                .isSameAs(failure);
        assertThat(processed).containsExactly(3L);
    }

    private List<ConsumerRecord<byte[], byte[]>> taken(Record<byte[], byte[]> record) {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        PollBatch.forEachRecord(record, context, taken::add);
        return taken;
    }

    /** As Kafka Streams hands it to a processor. */
    private static Record<byte[], byte[]> inStreams(ConsumerRecord<byte[], byte[]> polled) {
        return new Record<>(polled.key(), polled.value(), polled.timestamp(), polled.headers());
    }

    private static ConsumerRecord<byte[], byte[]> polled(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                offset * 1_000,
                TimestampType.CREATE_TIME,
                1,
                1,
                new byte[] {1},
                new byte[] {2},
                new RecordHeaders(),
                Optional.of(4));
    }
}
