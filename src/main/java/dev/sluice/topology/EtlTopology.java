package dev.sluice.topology;

import dev.sluice.batch.BatchEnvironment;
import dev.sluice.batch.BatchSettings;
import dev.sluice.batch.block.FileFormat;
import dev.sluice.contract.Topics;
import dev.sluice.format.ObjectFormats;
import dev.sluice.kstreams.CommitHooks;
import dev.sluice.kstreams.TaskMemory;
import dev.sluice.lookup.LookupSource;
import dev.sluice.lookup.LookupSources;
import dev.sluice.lookup.LookupTopic;
import dev.sluice.mapping.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
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
 * stores, read by the transform. The sources emit what a poll got of a partition as one record, a {@code PollBatch}.
 *
 * <p>No record is lost or doubled, for three reasons. Under {@code exactly_once_v2} a transaction has the consumed
 * offsets and all that came of them: blocks, retries, dead letters, manifest. A zombie, a process that has lost its
 * tasks without knowing, commits nothing, for its group refuses the offsets in its transaction; the {@link FirstRecordGate}
 * sees to it that there are some. What it still uploads changes nothing, for the PUT is conditional, and its bytes were
 * committed under that key before. (Where Kafka Streams itself would go on behind records that it had given up, a {@code
 * ProgressGuard} ends the thread.)
 *
 * <p>Two stores hold data: the blocks, and the records that wait for their retry. Two hold none, and are stores because
 * Kafka Streams gives each task its own: one has the {@link Task} that the processors share, the other is the hook of
 * its commits ({@link CommitHooks}).
 */
public final class EtlTopology {

    // Sources
    static final String INPUTS = "inputs";
    static final String RETRIES = "retries";

    // Processors
    static final String RETRY_DELAY = "retry-delay";
    static final String TRANSFORM = "transform";
    static final String TRANSFORM_RETRIES = "transform-retries";
    static final String BATCH = "batch";

    // Sinks
    static final String TO_RETRIES = "to-retries";
    static final String TO_DEAD_LETTERS = "to-dead-letters";
    static final String TO_MANIFEST = "to-manifest";

    static final TimestampExtractor TIMESTAMPS = (record, partitionTime) -> ConsumedRecord.timestamp(record);

    private static final @Nullable AutoOffsetReset AS_CONFIGURED = null;
    private static final Deserializer<byte[]> READ = new ByteArrayDeserializer();
    private static final Serializer<byte[]> WRITE = new ByteArraySerializer();

    private EtlTopology() {}

    /**
     * The topology as a value.
     *
     * @param bucket where its objects go
     * @throws IllegalArgumentException if the mapping reads a lookup table that has no topic
     */
    public static Topology build(
            Topics topics,
            Mapping mapping,
            FailurePolicy failures,
            BatchSettings batching,
            String bucket,
            SharedServices services) {
        LookupSources lookups = lookups(mapping, topics, services);
        CommitHooks hooks = new CommitHooks();
        Task.Factory tasks = new Task.Factory(hooks, services.metrics(), services.registry());
        BatchEnvironment batches = new BatchEnvironment(
                batching,
                new FileFormat(
                        ObjectFormats.AVRO.name(),
                        mapping.writerSchema(),
                        mapping.schemaFingerprint(),
                        batching.codec()),
                lookups::version,
                services.heap(),
                services.backlog());
        Topology topology = new Topology();
        addSources(topology, topics);
        topology.addProcessor(RETRY_DELAY, () -> new RetryProcessor(tasks, failures, System::nanoTime), RETRIES)
                .addProcessor(
                        TRANSFORM,
                        () -> new TransformProcessor(tasks, mapping, lookups, topics.retries(), failures),
                        INPUTS)
                .addProcessor(
                        TRANSFORM_RETRIES,
                        () -> new RetryTransformProcessor(tasks, mapping, lookups, topics.retries(), failures),
                        RETRY_DELAY)
                .addProcessor(
                        BATCH,
                        () -> new BatchProcessor(tasks, batches, bucket, services.uploader()),
                        TRANSFORM,
                        TRANSFORM_RETRIES);
        addSinks(topology, topics);
        topology.addStateStore(stored(BatchProcessor.STORE), BATCH)
                .addStateStore(stored(RetryProcessor.STORE), RETRY_DELAY)
                .addStateStore(hooks.storeBuilder(), RETRY_DELAY, TRANSFORM, TRANSFORM_RETRIES, BATCH)
                .addStateStore(TaskMemory.<Task>builder(Task.STORE), RETRY_DELAY, TRANSFORM, TRANSFORM_RETRIES, BATCH);
        lookups.join(topology);
        return topology;
    }

    private static LookupSources lookups(Mapping mapping, Topics topics, SharedServices services) {
        List<LookupSource> sources = new ArrayList<>();
        for (String table : mapping.lookupTables()) {
            String topic = topics.lookups().get(table);
            if (topic == null) {
                throw new IllegalArgumentException("the mapping reads lookup table " + table + ", which has no topic");
            }
            sources.add(new LookupTopic(table, topic, mapping.rowReader(table), services.metrics(), System::nanoTime));
        }
        return new LookupSources(sources);
    }

    private static void addSources(Topology topology, Topics topics) {
        String[] inputs = topics.inputs().toArray(String[]::new);
        topology.addSource(AS_CONFIGURED, INPUTS, TIMESTAMPS, READ, READ, inputs)
                // Always all of them: our own records wait there, also before the first commit that names an offset.
                .addSource(AutoOffsetReset.earliest(), RETRIES, TIMESTAMPS, READ, READ, topics.retries());
    }

    private static void addSinks(Topology topology, Topics topics) {
        Map<String, String> topicOfSink = Map.of(TO_RETRIES, topics.retries(), TO_DEAD_LETTERS, topics.deadLetters());
        topicOfSink.forEach((sink, topic) -> topology.addSink(
                sink, topic, WRITE, Outcome.serializer(), Outcome.partitioner(), TRANSFORM, TRANSFORM_RETRIES));
        topology.addSink(TO_MANIFEST, topics.manifest(), new StringSerializer(), WRITE, BATCH);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> stored(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
