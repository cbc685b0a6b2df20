package dev.sluice.config;

import dev.sluice.kstreams.BoundedMemoryRocksDbConfig;
import dev.sluice.kstreams.PollBatchInterceptor;
import dev.sluice.kstreams.RowTimestamps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/** Sluice's defaults for settings of Kafka, and the checks of settings that depend on each other. */
final class KafkaDefaults {

    private static final String TRANSACTION_TIMEOUT =
            StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    private static final String MAX_BLOCK = StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG);
    private static final long DEFAULT_MAX_BLOCK_MILLIS = 60_000;

    /** How long after its timeout the broker may abort a transaction: it checks every 10 seconds. */
    private static final long FENCING_MILLIS = 10_000;

    private static final String MAX_REQUEST_SIZE = StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    private static final String BUFFER_MEMORY = StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG);
    private static final long DEFAULT_BUFFER_MEMORY = 32 * 1024 * 1024;
    private static final String CHANGELOG_BYTES = StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    private static final String CHANGELOG_BEFORE =
            StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);
    private static final String CHANGELOG_AFTER =
            StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);
    private static final String WITHOUT_BOUND = Long.toString(Long.MAX_VALUE);

    /** The least cache of a stream thread: it must hold the commit markers of its tasks, some 100 bytes each. */
    private static final long MIN_CACHE_BYTES_PER_THREAD = 64 * 1024;

    private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            // Each commit compresses the open blocks. A longer interval makes larger blocks and a later landing.
            Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "5000"),
            // A process that dies blocks readers of its partitions until its transaction times out.
            Map.entry(TRANSACTION_TIMEOUT, "30000"),
            // For dead letters and the manifest. Blocks are compressed already, where lz4 costs least.
            Map.entry(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4"),
            // A compressed block is one producer batch, in a buffer that the producer reuses.
            Map.entry(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), "131072"),
            // A record that waits for its retry is in a changelog with all its headers, whatever its size.
            Map.entry(MAX_REQUEST_SIZE, "16777216"),
            Map.entry(CHANGELOG_BYTES, "16777216"),
            // Changelog records have the timestamps of the transactions. By default a broker refuses a record that is
            // more than an hour ahead, and the Kafka transaction with it, for ever.
            Map.entry(CHANGELOG_BEFORE, WITHOUT_BOUND),
            Map.entry(CHANGELOG_AFTER, WITHOUT_BOUND),
            // A new application starts from the beginning: "latest" would skip existing records.
            Map.entry(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest"),
            // A partition is paused while more than this waits, which counts polls: see INTERCEPTORS. Polls of half of
            // Kafka Streams' default size then need half of the memory, and are no slower.
            Map.entry(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), "500"),
            Map.entry(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, "1"),
            // The only cached store holds one marker per task.
            Map.entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "1048576"),
            Map.entry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemoryRocksDbConfig.class.getName()),
            // Changelogs forget deletions after delete.retention.ms, 24 hours. Older state would bring landed batches
            // back; what was used last longer ago than this is deleted at the start, and restored. (Kafka Streams
            // goes by the time of the task's directory, and sets it when the task closes.)
            Map.entry(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG, "43200000"),
            // An instance that joins without local state restores its tasks while others own them, and gets them at the
            // next probing rebalance: by default after 10 minutes.
            Map.entry(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, "60000"),
            // Inputs are independent of each other: never wait for one topic to process another.
            Map.entry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "-1"),
            // A bad lookup row meets the same handler as a bad transaction (always in Kafka 5, hence the constant is
            // deprecated).
            Map.entry(GLOBAL_HANDLER, "true"),
            // The consumers' assignor makes a StreamsConfig of their settings, which would otherwise log a warning.
            Map.entry(StreamsConfig.mainConsumerPrefix(GLOBAL_HANDLER), "true"),
            // A generated name changes with the topology, and loses the state under the old one.
            Map.entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true"));

    /** Interceptors that run after the user's. */
    private static final Map<String, String> INTERCEPTORS = Map.of(
            // The records of one poll pass through Kafka Streams as one record.
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
            PollBatchInterceptor.class.getName(),
            // Without it the service fails at a row without timestamp.
            StreamsConfig.globalConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
            RowTimestamps.class.getName());

    /** Settings that have no effect with the streams group protocol, and what takes their place. */
    private static final Map<String, String> NOT_FOR_STREAMS_GROUPS = Map.of(
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            "there are no static members",
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            "the group's streams.session.timeout.ms, on the broker, takes its place",
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            "the group's streams.heartbeat.interval.ms, on the broker, takes its place",
            StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
            "the group's streams.num.standby.replicas, on the broker, takes its place");

    /** Prefixes that narrow a setting to a client: the setting without the prefix applies, too. */
    private static final List<String> NARROWING_PREFIXES = List.of("main.", "global.", "consumer.", "producer.");

    private KafkaDefaults() {}

    /** The defaults, each overridden by a user's setting of the same name or a wider one ({@code consumer.} or none). */
    static Map<String, String> overlaidBy(Map<String, String> user) {
        Map<String, String> properties = new TreeMap<>(user);
        DEFAULTS.forEach((name, value) -> {
            if (resolved(user, name).isEmpty()) {
                properties.put(name, value);
            }
        });
        INTERCEPTORS.forEach((name, ours) -> properties.put(
                name, resolved(user, name).map(users -> users + "," + ours).orElse(ours)));
        return properties;
    }

    /** The value under the name or, failing that, under the name without its prefixes, as Kafka Streams resolves it. */
    private static Optional<String> resolved(Map<String, String> properties, String name) {
        if (properties.containsKey(name)) {
            return Optional.of(properties.get(name));
        }
        return NARROWING_PREFIXES.stream()
                .filter(name::startsWith)
                .findFirst()
                .flatMap(prefix -> resolved(properties, name.substring(prefix.length())));
    }

    private static long number(Map<String, String> properties, String name, long otherwise) {
        return resolved(properties, name)
                .map(text -> Long.parseLong(text.strip()))
                .orElse(otherwise);
    }

    /** The largest record that the producer accepts: limited by its request size and by its memory. */
    static long producerBytes(Map<String, String> user) {
        Map<String, String> properties = overlaidBy(user);
        return Math.min(
                number(properties, MAX_REQUEST_SIZE, 0), number(properties, BUFFER_MEMORY, DEFAULT_BUFFER_MEMORY));
    }

    /** Reports settings that are valid one by one and do not fit each other. */
    static void check(Map<String, String> user, Environment environment) {
        Map<String, String> properties = overlaidBy(user);
        long commitMillis = number(properties, StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 0);
        long timeoutMillis = number(properties, TRANSACTION_TIMEOUT, 0);
        if (timeoutMillis <= 2 * commitMillis) {
            environment.report(
                    SettingNames.TRANSACTION_TIMEOUT,
                    "is " + timeoutMillis
                            + ": it must be more than twice KAFKA_COMMIT_INTERVAL_MS, which is " + commitMillis
                            + ", or a slow commit is aborted; raise the former or lower the latter");
        }
        long blockMillis = number(properties, MAX_BLOCK, DEFAULT_MAX_BLOCK_MILLIS);
        if (blockMillis < timeoutMillis + FENCING_MILLIS) {
            environment.report(
                    "KAFKA_PRODUCER_MAX_BLOCK_MS",
                    "is " + blockMillis + ": it must be at least " + FENCING_MILLIS
                            + " more than KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS, which is " + timeoutMillis
                            + ", so that a commit without an answer is aborted before the producer gives up; raise"
                            + " the former or lower the latter");
        }
        long cacheBytes = number(properties, StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        long threads = Math.max(1, number(properties, StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1));
        long shares = threads + 1; // The thread of the lookup tables has a share, too.
        if (cacheBytes / shares < MIN_CACHE_BYTES_PER_THREAD) {
            environment.report(
                    "KAFKA_STATESTORE_CACHE_MAX_BYTES",
                    "is " + cacheBytes + ": it must be at least "
                            + MIN_CACHE_BYTES_PER_THREAD * shares + " for KAFKA_NUM_STREAM_THREADS " + threads
                            + " and the thread of the lookup tables, or commit markers are evicted too early; unset it or"
                            + " raise it");
        }
        if (GroupProtocol.STREAMS.name().equalsIgnoreCase(user.get(StreamsConfig.GROUP_PROTOCOL_CONFIG))) {
            checkForStreamsGroup(user, environment);
        }
    }

    private static void checkForStreamsGroup(Map<String, String> user, Environment environment) {
        user.keySet()
                .forEach(name -> NOT_FOR_STREAMS_GROUPS.forEach((bareName, instead) -> {
                    if (name.equals(bareName) || name.endsWith("." + bareName)) {
                        environment.report(
                                KafkaNames.variableOf(name),
                                "has no effect with KAFKA_GROUP_PROTOCOL streams: " + instead + "; unset one of them");
                    }
                }));
    }
}
