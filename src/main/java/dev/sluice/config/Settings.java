package dev.sluice.config;

import dev.sluice.batch.Folders;
import dev.sluice.batch.ObjectKeys;
import dev.sluice.batch.RotationPolicy;
import dev.sluice.batch.block.BlockCodec;
import dev.sluice.contract.Topics;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.format.ObjectFormats;
import dev.sluice.kafka.ReaderSettings;
import dev.sluice.mapping.MappingOptions;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.mask.MaskKey;
import dev.sluice.objectstore.ObjectOptions;
import dev.sluice.objectstore.S3Options;
import dev.sluice.topology.TombstonePolicy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * All that a user can choose about one service, read from the environment once and valid as a whole.
 *
 * @param applicationId consumer group, and prefix of internal topics
 * @param schemaFile the output schema, a readable file
 * @param maskKey the key of masked fields, or null
 * @param partitionPathPattern a {@link java.time.format.DateTimeFormatter} pattern for the folders by event time
 * @param partitionPathZone the time zone of those folders
 * @param blockBytes size of one Avro block before compression
 * @param bufferBytes bound on the bytes of all open blocks together; at least {@code blockBytes}
 * @param backlogBytes bound on the bytes that are stored; over it, batches are sealed early; once as many wait for S3,
 *     intake pauses
 * @param maxBatches bound on open batches; over it, the oldest are sealed; once as many wait for S3, intake pauses
 * @param objectPrefix what object keys begin with, without slashes at its ends; may be empty
 * @param http where metrics and health are served; port 0 for any free one
 * @param kafka what the user set of Kafka's own settings, by property name; may hold secrets
 */
public record Settings(
        String applicationId,
        Path schemaFile,
        @Nullable MaskKey maskKey,
        JsonLimits jsonLimits,
        Topics topics,
        RetryPolicy retryPolicy,
        TombstonePolicy tombstones,
        RotationPolicy rotation,
        String partitionPathPattern,
        ZoneId partitionPathZone,
        BlockCodec codec,
        int blockBytes,
        long bufferBytes,
        long backlogBytes,
        int maxBatches,
        String objectPrefix,
        S3Options s3,
        int uploadThreads,
        InetSocketAddress http,
        Path stateDirectory,
        Duration shutdownTimeout,
        Map<String, String> kafka) {

    public Settings {
        kafka = Map.copyOf(kafka);
        requireRoomForABlock(bufferBytes, blockBytes);
    }

    private static long requireRoomForABlock(long bufferBytes, int blockBytes) {
        if (bufferBytes < blockBytes) {
            throw new IllegalArgumentException(
                    "a buffer of " + bufferBytes + " bytes does not hold one block of " + blockBytes + " bytes");
        }
        return bufferBytes;
    }

    /**
     * Reads {@code SLUICE_*} and {@code KAFKA_*}; nothing else in the environment matters.
     *
     * @throws SettingsException with every problem at once
     */
    public static Settings fromEnvironment(Map<String, String> variables) {
        Environment env = new Environment(variables);
        env.read(Variables.all());
        Optional<Topics> topics = env.build(
                "SLUICE_INPUT_TOPICS, SLUICE_*_TOPIC and SLUICE_LOOKUPS",
                () -> new Topics(
                        env.get(Variables.INPUT_TOPICS),
                        env.get(Variables.RETRY_TOPIC),
                        env.get(Variables.DEAD_LETTER_TOPIC),
                        env.get(Variables.REPLAY_TOPIC),
                        env.get(Variables.MANIFEST_TOPIC),
                        env.get(Variables.LOOKUPS)));
        Map<String, String> kafka = KafkaVariables.read(env);
        KafkaDefaults.check(kafka, env);
        env.build(
                "SLUICE_BUFFER_BYTES and SLUICE_BLOCK_BYTES",
                () -> requireRoomForABlock(env.get(Variables.BUFFER_BYTES), env.get(Variables.BLOCK_BYTES)));
        env.build("SLUICE_S3_PREFIX, SLUICE_INPUT_TOPICS and SLUICE_PARTITION_PATH", () -> requireKeysThatS3Takes(env));
        env.build(
                "SLUICE_S3_ENCRYPTION and SLUICE_S3_KMS_KEY_ID",
                () -> ObjectOptions.requireKeyOfKms(
                        env.get(Variables.S3_ENCRYPTION).orElse(null),
                        env.get(Variables.S3_KMS_KEY_ID).orElse(null)));
        Optional<Optional<MaskKey>> maskKey = env.build(
                "SLUICE_MASK_KEY and SLUICE_MASK_KEY_FILE",
                () -> oneOf(env.get(Variables.MASK_KEY), env.get(Variables.MASK_KEY_FILE)));
        env.throwIfUnusable();
        return assemble(env, topics.orElseThrow(), maskKey.orElseThrow(), kafka);
    }

    /** The folders, once it is sure that every object will have a key that S3 takes. */
    private static Folders requireKeysThatS3Takes(Environment env) {
        Folders folders = new Folders(env.get(Variables.PARTITION_PATH), env.get(Variables.PARTITION_TIME_ZONE));
        env.get(Variables.INPUT_TOPICS)
                .forEach(topic -> ObjectKeys.requireRoom(
                        env.get(Variables.S3_PREFIX), topic, ObjectFormats.AVRO.extension(), folders));
        return folders;
    }

    private static Optional<MaskKey> oneOf(Optional<MaskKey> key, Optional<MaskKey> fromFile) {
        if (key.isPresent() && fromFile.isPresent()) {
            throw new IllegalArgumentException("each is a key; set one of them");
        }
        return key.or(() -> fromFile);
    }

    private static Settings assemble(
            Environment env, Topics topics, Optional<MaskKey> maskKey, Map<String, String> kafka) {
        return new Settings(
                env.get(Variables.APPLICATION_ID),
                env.get(Variables.SCHEMA_FILE),
                maskKey.orElse(null),
                new JsonLimits(
                        env.get(Variables.JSON_MAX_BYTES),
                        env.get(Variables.JSON_MAX_DEPTH),
                        env.get(Variables.JSON_MAX_STRING_BYTES),
                        env.get(Variables.JSON_MAX_NUMBER_BYTES),
                        JsonLimits.DEFAULTS.maxNameBytes()),
                topics,
                env.get(Variables.RETRY_BACKOFFS),
                env.get(Variables.TOMBSTONES),
                new RotationPolicy(
                        env.get(Variables.ROTATE_RECORDS),
                        env.get(Variables.ROTATE_BYTES),
                        env.get(Variables.ROTATE_AGE)),
                env.get(Variables.PARTITION_PATH),
                env.get(Variables.PARTITION_TIME_ZONE),
                env.get(Variables.CODEC),
                env.get(Variables.BLOCK_BYTES),
                env.get(Variables.BUFFER_BYTES),
                env.get(Variables.BACKLOG_BYTES),
                env.get(Variables.MAX_BATCHES),
                env.get(Variables.S3_PREFIX),
                new S3Options(
                        env.get(Variables.S3_BUCKET),
                        env.get(Variables.S3_ENDPOINT).orElse(null),
                        env.get(Variables.S3_REGION).orElse(null),
                        env.get(Variables.S3_PATH_STYLE),
                        env.get(Variables.S3_REQUEST_TIMEOUT),
                        env.get(Variables.S3_BUCKET_OWNER).orElse(null),
                        env.get(Variables.S3_CHECKSUMS).orElse(null),
                        new ObjectOptions(
                                env.get(Variables.S3_ENCRYPTION).orElse(null),
                                env.get(Variables.S3_KMS_KEY_ID).orElse(null),
                                env.get(Variables.S3_STORAGE_CLASS).orElse(null),
                                env.get(Variables.S3_ACL).orElse(null),
                                env.get(Variables.S3_TAGS))),
                env.get(Variables.UPLOAD_THREADS),
                env.get(Variables.HTTP_ADDRESS),
                env.get(Variables.STATE_DIRECTORY),
                env.get(Variables.SHUTDOWN_TIMEOUT),
                kafka);
    }

    /** What the mapping is compiled and run with. */
    public MappingOptions mappingOptions() {
        JsonLimits.Names names = new JsonLimits.Names(
                Variables.JSON_MAX_BYTES.name(),
                Variables.JSON_MAX_DEPTH.name(),
                Variables.JSON_MAX_STRING_BYTES.name(),
                Variables.JSON_MAX_NUMBER_BYTES.name());
        String maskKeySetting = Variables.MASK_KEY.name() + " or " + Variables.MASK_KEY_FILE.name();
        return new MappingOptions(maskKey, maskKeySetting, jsonLimits.named(names));
    }

    /** What Kafka Streams is configured with: Sluice's defaults, the user's settings over them, and what is fixed. */
    public Properties streamsProperties() {
        Properties properties = new Properties();
        properties.putAll(KafkaDefaults.overlaidBy(kafka));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return properties;
    }

    /** The largest record that the producer sends, in bytes. */
    public long producerBytes() {
        return KafkaDefaults.producerBytes(kafka);
    }

    /** Settings of the Kafka clients that read, outside the group, what the service reads and writes. */
    public ReaderSettings kafkaReader() {
        return new ReaderSettings(
                new StreamsConfig(streamsProperties()).getRestoreConsumerConfigs(applicationId + "-reader"),
                kafkaAdmin(),
                KafkaNames.REMEDIES);
    }

    /** What a Kafka admin client is configured with. */
    public Map<String, Object> kafkaAdmin() {
        return new StreamsConfig(streamsProperties()).getAdminConfigs(applicationId + "-reader");
    }

    /** What a Kafka producer outside the service is configured with, to write what the service reads. */
    public Map<String, Object> kafkaProducer() {
        return new StreamsConfig(streamsProperties()).getProducerConfigs(applicationId + "-writer");
    }

    /** After how long the broker aborts a transaction of ours, in milliseconds. */
    public long transactionTimeoutMillis() {
        Object timeout = new StreamsConfig(streamsProperties())
                .getProducerConfigs(applicationId)
                .get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return Long.parseLong(String.valueOf(timeout).strip());
    }

    /**
     * The largest record batch that the changelogs take, in bytes, as they are created.
     *
     * @throws SettingsException if it is no number
     */
    public long changelogMaxMessageBytes() {
        String text = streamsProperties().getProperty(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) { // only brokers define, and check, a topic's settings
            throw new SettingsException(
                    List.of("KAFKA_TOPIC_MAX_MESSAGE_BYTES is \"" + text + "\": it must be a whole number of bytes"));
        }
    }

    public int streamThreads() {
        return new StreamsConfig(streamsProperties()).getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
    }

    /** Whether the user gave this process a lasting name in its consumer group ({@code group.instance.id}). */
    public boolean isStaticMember() {
        return kafka.keySet().stream().anyMatch(name -> name.endsWith(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    }

    /** Without the values of Kafka's settings, which may be secrets. */
    @Override
    public String toString() {
        return "Settings[applicationId=" + applicationId + ", topics=" + topics + ", bucket=" + s3.bucket() + ", kafka="
                + kafka.keySet() + "]";
    }
}
