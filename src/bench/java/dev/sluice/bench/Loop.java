package dev.sluice.bench;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.sluice.batch.BatchRecord;
import dev.sluice.batch.OpenBatch;
import dev.sluice.batch.block.BlockCodec;
import dev.sluice.batch.block.BlockSink;
import dev.sluice.batch.block.BlockWriter;
import dev.sluice.batch.block.FileFormat;
import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.ObjectKey;
import dev.sluice.batch.header.Origin;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.plan.EncodedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer in a loop that converts and compresses all it gets and throws it away: no state, no commit, no sink.
 *
 * <p>{@link #LIMIT} is what the service cannot be faster than; {@link #NAIVE} is what most people compare with.
 */
enum Loop {
    /** The service's mapping, blocks and codec. */
    LIMIT {
        @Override
        Sink sink() throws IOException, RecordRefusedException {
            String avsc = BenchmarkSchema.ENRICHED.avsc();
            SluiceConversion conversion = new SluiceConversion(avsc);
            Mapping mapping = Mapping.compile(avsc);
            FileFormat format =
                    new FileFormat("avro", mapping.writerSchema(), mapping.schemaFingerprint(), BlockCodec.DEFAULT);
            BlockWriter writer = new BlockWriter(format, NOWHERE);
            OpenBatch batch = new OpenBatch(0, KEY, ORIGIN, format.id(), 0);
            return record -> {
                EncodedRecord encoded = conversion.convert(record.value());
                batch.append(new ConvertedRecord(
                        encoded.bytes(),
                        encoded.length(),
                        record.partition(),
                        record.offset(),
                        encoded.eventTimeMillis()));
                if (batch.blockLength() >= BLOCK_BYTES) {
                    batch.drain(writer, LookupOffsets.NONE);
                }
            };
        }
    },
    /** Jackson, Avro's encoder, zstandard's own level. */
    NAIVE {
        @Override
        Sink sink() throws IOException {
            ByteArrayOutputStream block = new ByteArrayOutputStream(2 * BLOCK_BYTES);
            NaiveConversion conversion = new NaiveConversion(BenchmarkSchema.PLAIN.avsc(), block);
            ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(3);
            return record -> {
                conversion.convert(
                        record.value(),
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        System.currentTimeMillis());
                if (block.size() >= BLOCK_BYTES) {
                    zstd.compress(block.toByteArray());
                    block.reset();
                }
            };
        }
    };

    private record ConvertedRecord(byte[] bytes, int length, int partition, long offset, long eventTimeMillis)
            implements BatchRecord {

        @Override
        public String topic() {
            return Workload.TOPIC;
        }

        @Override
        public int rows() {
            return 1;
        }
    }

    private static final int BLOCK_BYTES = 256 * 1024;
    private static final ObjectKey KEY = new ObjectKey("", Workload.TOPIC, 0, "00ff", 0, "avro");
    private static final Origin ORIGIN = new Origin("bench", Workload.TOPIC, null, new Folder("path"));
    private static final BlockSink NOWHERE = new BlockSink() {
        @Override
        public void putChunk(long sequence, int index, byte[] chunk) {}

        @Override
        public void putOffsets(long sequence, int index, byte[] entry) {}
    };
    private static final Duration POLL = Duration.ofMillis(100);

    /** Where the records of a loop end. */
    interface Sink {
        void take(ConsumerRecord<byte[], byte[]> record) throws IOException, RecordRefusedException;
    }

    abstract Sink sink() throws IOException, RecordRefusedException;

    /**
     * Runs a loop until the process is ended; prints how many records it has had whenever there is none for the moment.
     *
     * @param args the loop's name, the broker, the topic and its number of partitions
     */
    public static void main(String[] args) throws IOException, RecordRefusedException {
        Sink sink = valueOf(args[0]).sink();
        List<TopicPartition> partitions = IntStream.range(0, Integer.parseInt(args[3]))
                .mapToObj(partition -> new TopicPartition(args[2], partition))
                .toList();
        Map<String, Object> config = Map.of("bootstrap.servers", args[1]);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (long taken = 0; ; ) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    sink.take(record);
                }
                taken += records.count();
                if (records.isEmpty()) {
                    System.out.println(taken);
                }
            }
        }
    }
}
