package dev.sluice.topology;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.FileFormat;
import dev.sluice.batch.HeapBudget;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.Topics;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.mapping.Mapping;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.objectstore.Uploader;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The data's way through Sluice.
 *
 * <pre>
 * inputs ──────────────────► transform ──► batch ──► block store ··► uploader ··► S3
 *                              ▲   │ │     │   ▲                        ·
 *        retry delay ──────────┘   │ │     │   └························┘
 *            ▲                     │ │     └──► manifest
 *            │                     │ └──► dead letters
 *            └───── retries ◄──────┘
 * </pre>
 *
 * <p>It is one sub-topology without repartition topic: task <i>p</i> owns partition <i>p</i> of every input topic and
 * of the retry topic. Arrows are Kafka's and commit together; dotted ones are the uploader's threads, which see only
 * what is committed ({@link BatchProcessor} says why), and tell the batch what is durable. Lookup tables are global
 * stores, read by the transform. The sources emit what a poll got of a partition as one record, a {@link PollBatch}.
 *
 * <p>No record is lost or doubled, for three reasons. Under {@code exactly_once_v2} a transaction has the consumed
 * offsets and all that came of them: blocks, retries, dead letters, manifest. A zombie, a process that has lost its
 * tasks without knowing, commits nothing, for its group refuses the offsets in its transaction; the {@link FirstRecordGate}
 * sees to it that there are some. What it still uploads changes nothing, for the PUT is conditional, and its bytes were
 * committed under that key before. (Where Kafka Streams itself would go on behind records that it had given up, a {@link
 * ProgressGuard} ends the thread.)
 *
 * <p>Two stores hold data: the blocks, and the records that wait for their retry. Three hold none, and are stores
 * because Kafka Streams gives each task its own: the hook tells the batch that a commit is near ({@link CommitHooks}),
 * the fence is the task's right to act by itself ({@link FirstRecordGate}), the tally counts what is committed ({@link
 * TransactionalCounters}).
 */
public final class EtlTopology {

    // Sources
    static final String INPUTS = "inputs";
    static final String RETRIES = "retries";

    // Processors
    static final String RETRY_DELAY = "retry-delay";
    static final String TRANSFORM = "transform";
    static final String BATCH = "batch";

    // Sinks
    static final String TO_RETRIES = "to-retries";
    static final String TO_DEAD_LETTERS = "to-dead-letters";
    static final String TO_MANIFEST = "to-manifest";

    static final TimestampExtractor TIMESTAMPS = (record, partitionTime) -> ConsumedRecord.timestamp(record);

    private static final @Nullable AutoOffsetReset AS_CONFIGURED = null;

    private EtlTopology() {}

    /** The topology as a value; its processors share what follows the bucket. */
    public static Topology build(
            Topics topics,
            Mapping mapping,
            RetryPolicy retryPolicy,
            TombstonePolicy tombstones,
            MessageLimits limits,
            BatchSettings batching,
            String bucket,
            HeapBudget heap,
            Backlog backlog,
            Uploader uploader,
            SluiceMetrics metrics,
            TaskRegistry board) {
        Deserializer<byte[]> read = new ByteArrayDeserializer();
        Serializer<byte[]> write = new ByteArraySerializer();
        LookupProgress lookups = new LookupProgress();
        CommitHooks hooks = new CommitHooks();
        FileFormat format =
                new FileFormat("avro", mapping.writerSchema(), mapping.schemaFingerprint(), batching.codec());
        Topology topology = new Topology();

        topology.addSource(
                        AS_CONFIGURED,
                        INPUTS,
                        TIMESTAMPS,
                        read,
                        read,
                        topics.inputs().toArray(String[]::new))
                // Always all of them: our own records wait there, also before the first commit that names an offset.
                .addSource(AutoOffsetReset.earliest(), RETRIES, TIMESTAMPS, read, read, topics.retries())
                .addProcessor(RETRY_DELAY, () -> new RetryProcessor(limits, System::nanoTime), RETRIES)
                .addProcessor(
                        TRANSFORM,
                        () -> new TransformProcessor(mapping, topics.retries(), retryPolicy, tombstones, limits),
                        INPUTS,
                        RETRY_DELAY)
                .addProcessor(
                        BATCH,
                        () -> new BatchProcessor(
                                batching, format, bucket, lookups, hooks, heap, backlog, uploader, board),
                        TRANSFORM);

        topology.addSink(TO_RETRIES, topics.retries(), write, Outcome.serializer(), Outcome.partitioner(), TRANSFORM)
                .addSink(
                        TO_DEAD_LETTERS,
                        topics.deadLetters(),
                        write,
                        Outcome.serializer(),
                        Outcome.partitioner(),
                        TRANSFORM)
                .addSink(TO_MANIFEST, topics.manifest(), new StringSerializer(), write, BATCH);

        topology.addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(BatchProcessor.STORE),
                                        Serdes.Bytes(),
                                        Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(Map.of()),
                        BATCH)
                .addStateStore(hooks.storeBuilder(), BATCH)
                .addStateStore(
                        new UnloggedStoreBuilder<>(FirstRecordGate.STORE, FirstRecordGate::new),
                        RETRY_DELAY,
                        TRANSFORM,
                        BATCH)
                .addStateStore(
                        new UnloggedStoreBuilder<>(
                                TransactionalCounters.STORE, () -> new TransactionalCounters(metrics, board)),
                        RETRY_DELAY,
                        TRANSFORM,
                        BATCH)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(RetryProcessor.STORE),
                                        Serdes.Bytes(),
                                        Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(Map.of()),
                        RETRY_DELAY);

        for (String table : mapping.lookupTables()) {
            String topic = topics.lookups().get(table);
            if (topic == null) {
                throw new IllegalArgumentException("the mapping reads lookup table " + table
                        + ", which has no topic; add " + table + "=TOPIC to SLUICE_LOOKUPS");
            }
            topology.addGlobalStore(
                    LookupTableStore.builder(table, mapping.rowReader(table), metrics),
                    "rows-of-" + table,
                    read,
                    read,
                    topic,
                    "lookup-table-" + table,
                    () -> new LookupTableStore.Updater(table, lookups));
        }
        return topology;
    }
}
