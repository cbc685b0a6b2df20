package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.batch.block.BlockCodec;
import dev.sluice.failure.TombstonePolicy;
import dev.sluice.kstreams.PollBatchInterceptor;
import dev.sluice.kstreams.RowTimestamps;
import dev.sluice.mapping.json.JsonLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String INTERCEPTORS = "interceptor.classes";

    private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void leastUsableEnvironment(@TempDir Path directory) throws IOException {
        Path schema = Files.createFile(directory.resolve("transaction.avsc"));
        env.put("SLUICE_SCHEMA_FILE", schema.toString());
        env.put("SLUICE_INPUT_TOPICS", "transactions");
        env.put("SLUICE_S3_BUCKET", "lake");
        env.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092");
    }

    private List<String> problems() {
        SettingsException refusal = catchThrowableOfType(SettingsException.class, () -> Settings.fromEnvironment(env));
        assertThat(refusal).isNotNull();
        assertThat(refusal).hasMessage(String.join(System.lineSeparator(), refusal.problems()));
        return refusal.problems();
    }

    @Test
    void settings_haveDefaultsWhenOnlyRequiredVariablesAreSet() {
        Settings settings = Settings.fromEnvironment(env);

        assertThat(settings.applicationId()).isEqualTo("sluice");
        assertThat(settings.topics().retries()).isEqualTo("sluice.retries");
        assertThat(settings.topics().deadLetters()).isEqualTo("sluice.dead-letters");
        assertThat(settings.topics().lookups()).isEmpty();
        assertThat(settings.conversion().retryPolicy().backoffs())
                .containsExactly(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10));
        assertThat(settings.conversion().jsonLimits()).isEqualTo(JsonLimits.DEFAULTS);
        assertThat(settings.conversion().tombstones()).isEqualTo(TombstonePolicy.DEAD_LETTER);
        assertThat(settings.batching().rotation().maxBytes()).isEqualTo(128L << 20);
        assertThat(settings.batching().codec()).isEqualTo(BlockCodec.DEFAULT);
        assertThat(settings.batching().blockBytes()).isEqualTo(256 << 10);
        assertThat(settings.landing().s3().endpoint().url()).isNull();
        assertThat(settings.operation().http().getPort()).isEqualTo(8080);
    }

    @Test
    void topics_areNamedAfterTheApplicationWhenItIsSet() {
        env.put("SLUICE_APPLICATION_ID", "payments");
        env.put("SLUICE_LOOKUPS", "merchants=merchants.v1, rates=fx");

        Settings settings = Settings.fromEnvironment(env);

        assertThat(settings.topics().manifest()).isEqualTo("payments.manifest");
        assertThat(settings.topics().lookups()).isEqualTo(Map.of("merchants", "merchants.v1", "rates", "fx"));
    }

    @Test
    void variable_countsAsUnsetWhenBlank() {
        env.put("SLUICE_ROTATE_AGE", " ");

        assertThat(Settings.fromEnvironment(env).batching().rotation().maxAge()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void problems_areReportedTogetherWhenThereAreMany() {
        env.remove("SLUICE_S3_BUCKET");
        env.remove("KAFKA_BOOTSTRAP_SERVERS");
        env.put("SLUICE_SCHEMA_FILE", "missing.avsc");
        env.put("SLUICE_ROTATE_AGE", "5 minutes");
        env.put("SLUICE_RETRY_TOPIC", "transactions");
        env.put("SLUICE_BLOCK_BYTES", "1MiB");
        env.put("SLUICE_BUFFER_BYTES", "512KiB");
        env.put("KAFKA_PRODUCER_LINGER_MS", "soon");

        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).startsWith("SLUICE_S3_BUCKET is not set"),
                        problem -> assertThat(problem).startsWith("KAFKA_BOOTSTRAP_SERVERS is not set"),
                        problem ->
                                assertThat(problem).startsWith("SLUICE_SCHEMA_FILE is \"missing.avsc\": there is no"),
                        problem -> assertThat(problem).startsWith("SLUICE_ROTATE_AGE is \"5 minutes\": it must be"),
                        problem -> assertThat(problem).contains("topic transactions has two uses"),
                        problem -> assertThat(problem).startsWith("SLUICE_BUFFER_BYTES and SLUICE_BLOCK_BYTES"),
                        problem -> assertThat(problem).startsWith("KAFKA_PRODUCER_LINGER_MS is \"soon\""));
    }

    @ParameterizedTest
    @CsvSource({
        "SLUICE_ROTATE_RECORDS, 0",
        "SLUICE_ROTATE_BYTES, 128MB",
        "SLUICE_ROTATE_BYTES, 999999999999999999GiB",
        "SLUICE_ROTATE_BYTES, 4294967297",
        "SLUICE_ROTATE_AGE, 0s",
        "SLUICE_RETRY_BACKOFFS, '10s,'",
        "SLUICE_TOMBSTONES, drop",
        "SLUICE_JSON_MAX_BYTES, 1023",
        "SLUICE_JSON_MAX_BYTES, 65MiB",
        "SLUICE_JSON_MAX_DEPTH, 0",
        "SLUICE_JSON_MAX_DEPTH, 1001",
        "SLUICE_JSON_MAX_STRING_BYTES, 0",
        "SLUICE_JSON_MAX_STRING_BYTES, 67108865",
        "SLUICE_JSON_MAX_NUMBER_BYTES, 10001",
        "SLUICE_JSON_MAX_NUMBER_BYTES, -1",
        "SLUICE_FOLDER, date=yyyy",
        "SLUICE_FOLDER, yyyy/",
        "SLUICE_FOLDER, yyyy//MM",
        "SLUICE_FOLDER, yyyy'/../'MM",
        "SLUICE_FOLDER_TIME_ZONE, Mars/Olympus",
        "SLUICE_CODEC, zstd",
        "SLUICE_CODEC, zstandard:30",
        "SLUICE_CODEC, deflate:fast",
        "SLUICE_BLOCK_BYTES, 1KiB",
        "SLUICE_S3_PREFIX, /raw",
        "SLUICE_S3_PREFIX, raw/",
        "SLUICE_S3_ENDPOINT, s3.example.org",
        "SLUICE_S3_PATH_STYLE, yes",
        "SLUICE_UPLOAD_THREADS, 0",
        "SLUICE_HTTP_ADDRESS, 8080",
        "SLUICE_HTTP_ADDRESS, 127.0.0.1:65536",
        "SLUICE_INPUT_TOPICS, 'a,,b'",
        "SLUICE_INPUT_TOPICS, 'a/b'",
        "SLUICE_LOOKUPS, merchants",
        "SLUICE_LOG_FORMAT, xml",
        "SLUICE_LOG_LEVEL, LOUD",
        "KAFKA_BOOTSTRAP_SERVERS, localhost",
        "KAFKA_BOOTSTRAP_SERVERS, ''",
        "KAFKA_COMPRESSION_TYPE, zip",
    })
    void value_isRefusedByNameWhenOutOfForm(String name, String value) {
        env.put(name, value);

        assertThat(problems()).singleElement().asString().startsWith(name + " is \"" + value + "\": ");
    }

    @Test
    void objectSize_isRefusedWhenS3CouldNotTakeItInOneRequest() {
        env.put("SLUICE_ROTATE_BYTES", "4GiB");
        assertThat(Settings.fromEnvironment(env).batching().rotation().maxBytes())
                .isEqualTo(4L << 30);

        env.put("SLUICE_ROTATE_BYTES", "5GiB");
        assertThat(problems())
                .containsExactly(
                        "SLUICE_ROTATE_BYTES is \"5GiB\": it must be at most 4GiB: an object is one PUT, and S3"
                                + " accepts at most 5 GiB in one");
    }

    @Test
    void objectKey_isRefusedWhenItCouldBeLongerThanS3Takes() {
        String topic = "t".repeat(249);
        env.put("SLUICE_INPUT_TOPICS", "short," + topic);
        env.put("SLUICE_FOLDER", "'d='yyyy"); // at most d=+292278994, for event times are 64 bits
        int rest = 2 * topic.length() + "///-2147483647-0123456789abcdef-9223372036854775807.avro".length() + 12;
        env.put("SLUICE_S3_PREFIX", "é" + "p".repeat(1024 - rest - 2));
        Settings.fromEnvironment(env);

        env.merge("SLUICE_S3_PREFIX", "p", String::concat);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("SLUICE_S3_PREFIX, SLUICE_INPUT_TOPICS and SLUICE_FOLDER do not go together: ")
                .contains("a key of 1025 bytes", "S3 takes 1024", "shorten the prefix or the folder");
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_GROUP_INSTANCE_ID, a",
        "KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS, 6000",
        "KAFKA_CONSUMER_HEARTBEAT_INTERVAL_MS, 500",
        "KAFKA_NUM_STANDBY_REPLICAS, 1"
    })
    void kafkaSetting_isRefusedWhenTheStreamsGroupProtocolKnowsNoSuch(String name, String value) {
        env.put(name, value);
        Settings.fromEnvironment(env);

        env.put("KAFKA_GROUP_PROTOCOL", "streams");
        assertThat(problems()).singleElement().asString().startsWith(name + " ").contains("KAFKA_GROUP_PROTOCOL");
    }

    @Test
    void jsonLimits_areWhatTheirVariablesSayUpToTheirBounds() {
        env.put("SLUICE_JSON_MAX_BYTES", "64MiB");
        env.put("SLUICE_JSON_MAX_DEPTH", "1000");
        env.put("SLUICE_JSON_MAX_STRING_BYTES", "1");
        env.put("SLUICE_JSON_MAX_NUMBER_BYTES", "10000");

        assertThat(Settings.fromEnvironment(env).conversion().jsonLimits())
                .isEqualTo(new JsonLimits(64 << 20, 1_000, 1, 10_000, JsonLimits.DEFAULTS.maxNameBytes()));
    }

    @Test
    void tombstones_areIgnoredOnlyWhenTheVariableSaysSoExactly() {
        env.put("SLUICE_TOMBSTONES", "ignore");
        assertThat(Settings.fromEnvironment(env).conversion().tombstones()).isEqualTo(TombstonePolicy.IGNORE);

        env.put("SLUICE_TOMBSTONES", "ingore");
        assertThat(problems())
                .containsExactly("SLUICE_TOMBSTONES is \"ingore\": it must be one of dead-letter, ignore");
    }

    @Test
    void unknownName_isReportedWithTheNearestWhenMisspelled() {
        env.put("SLUICE_ROTATE_RECORD", "5");

        assertThat(problems()).singleElement().asString().contains("did you mean SLUICE_ROTATE_RECORDS?");
    }

    @Test
    void unknownName_isExplainedWhenAKubernetesServiceLink() {
        env.put("SLUICE_PORT", "tcp://10.0.0.1:8080");
        env.put("KAFKA_SERVICE_HOST", "10.0.0.2");

        assertThat(problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("enableServiceLinks: false"));
    }

    @Test
    void changelog_takesAnyTimestampUnlessTheUserWantsABound() {
        env.put("KAFKA_TOPIC_MESSAGE_TIMESTAMP_BEFORE_MAX_MS", "1000");

        assertThat(Settings.fromEnvironment(env).kafka().streams())
                .containsEntry("topic.message.timestamp.after.max.ms", "9223372036854775807")
                .containsEntry("topic.message.timestamp.before.max.ms", "1000");
    }

    @Test
    void kafkaSetting_reachesStreamsUnderItsOwnName() {
        env.put("KAFKA_PRODUCER_LINGER_MS", "20");
        env.put("KAFKA_SASL_JAAS_CONFIG", "secret");
        env.put("KAFKA_TOPIC_MIN_INSYNC_REPLICAS", "2");
        env.put("KAFKA_RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST", "7");

        assertThat(Settings.fromEnvironment(env).kafka().streams())
                .containsEntry("producer.linger.ms", "20")
                .containsEntry("sasl.jaas.config", "secret")
                .containsEntry("topic.min.insync.replicas", "2")
                .containsEntry("rack.aware.assignment.non_overlap_cost", "7");
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_APPLICATION_ID, SLUICE_APPLICATION_ID",
        "KAFKA_STATE_DIR, SLUICE_STATE_DIRECTORY",
        "KAFKA_PROCESSING_GUARANTEE, exactly once",
        "KAFKA_PRODUCER_TRANSACTIONAL_ID, exactly once",
        "KAFKA_ENABLE_TRANSACTIONAL_STATESTORES, commit hook",
        "KAFKA_CONSUMER_ISOLATION_LEVEL, exactly once",
        "KAFKA_MAIN_CONSUMER_ENABLE_AUTO_COMMIT, exactly once",
        "KAFKA_DEFAULT_VALUE_SERDE, bytes",
        "KAFKA_BUFFERED_RECORDS_PER_PARTITION, KAFKA_MAX_POLL_RECORDS",
    })
    void kafkaSetting_isRefusedWithTheReasonWhenSluiceFixesIt(String name, String reason) {
        env.put(name, "x");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(name + " is not yours")
                .contains("unset it", reason);
    }

    @Test
    void kafkaName_isReportedWithTheNearestWhenMisspelled() {
        env.put("KAFKA_PRODUCER_LINGERMS", "20");

        assertThat(problems()).singleElement().asString().contains("did you mean KAFKA_PRODUCER_LINGER_MS?");
    }

    @Test
    void secret_isNeverEchoedWhenItsSettingIsWrong() {
        env.put("KAFKA_SSL_KEYSTORE_PASSWORDS", "hunter2");
        env.put("KAFKA_SASL_OAUTHBEARER_JWKS_ENDPOINT_REFRESH_MS_TOKEN", "hunter2");
        env.put("KAFKA_SSL_KEY_SIZE", "hunter2");
        env.put("KAFKA_KEY_SERIALIZER", "hunter2");
        env.put("KAFKA_DEFAULT_LIST_KEY_SERDE_TYPE", "hunter2");

        assertThat(problems())
                .hasSize(5)
                .noneSatisfy(problem -> assertThat(problem).contains("hunter2"));
    }

    @Test
    void secret_isNotPartOfTheSettingsText() {
        env.put("KAFKA_SSL_KEY_PASSWORD", "hunter2");

        assertThat(Settings.fromEnvironment(env).toString()).doesNotContain("hunter2");
    }

    @Test
    void staticMember_isOneThatTheUserHasNamed() {
        assertThat(Settings.fromEnvironment(env).kafka().isStaticMember()).isFalse();
        env.put("KAFKA_GROUP_INSTANCE_ID", "sluice-0");
        assertThat(Settings.fromEnvironment(env).kafka().isStaticMember()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_COMMIT_INTERVAL_MS, 15000, KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS",
        "KAFKA_TRANSACTION_TIMEOUT_MS, 10000, KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS",
        "KAFKA_PRODUCER_MAX_BLOCK_MS, 35000, KAFKA_PRODUCER_MAX_BLOCK_MS",
        "KAFKA_STATESTORE_CACHE_MAX_BYTES, 1000, KAFKA_STATESTORE_CACHE_MAX_BYTES",
        "KAFKA_NUM_STREAM_THREADS, 16, KAFKA_STATESTORE_CACHE_MAX_BYTES",
    })
    void kafkaSettings_areRefusedWhenTheyDoNotGoTogether(String name, String value, String reported) {
        env.put(name, value);

        assertThat(problems()).singleElement().asString().startsWith(reported + " is ");
    }

    @Test
    void streamsProperties_areValidToKafkaWhenNothingIsSet() {
        StreamsConfig streams =
                new StreamsConfig(Settings.fromEnvironment(env).kafka().streams());

        assertThat(streams.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(streams.getMainConsumerConfigs("g", "c", 0)).containsEntry("auto.offset.reset", "earliest");
        assertThat(streams.getProducerConfigs("c")).containsEntry("transaction.timeout.ms", "30000");
        assertThat(streams.getMainConsumerConfigs("g", "c", 0)).containsEntry(GLOBAL_HANDLER, "true");
        streams.originals().keySet().stream()
                .filter(name -> !name.equals("main.consumer." + GLOBAL_HANDLER)) // Streams' own, by way of the consumer
                .forEach(name -> assertThat(KafkaNames.find(KafkaNames.variableOf(name)))
                        .as(name)
                        .isPresent());
    }

    @Test
    void boundsOfRecords_areTheSmallestThatTheUserSets() {
        assertThat(Settings.fromEnvironment(env).kafka().producerBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(Settings.fromEnvironment(env).kafka().changelogMaxMessageBytes())
                .isEqualTo(16 * 1024 * 1024);
        env.put("KAFKA_MAX_REQUEST_SIZE", "5000000");
        env.put("KAFKA_TOPIC_MAX_MESSAGE_BYTES", "3000000");
        assertThat(Settings.fromEnvironment(env).kafka().producerBytes()).isEqualTo(5_000_000);
        assertThat(Settings.fromEnvironment(env).kafka().changelogMaxMessageBytes())
                .isEqualTo(3_000_000);
        env.put("KAFKA_PRODUCER_BUFFER_MEMORY", "4000000");
        assertThat(Settings.fromEnvironment(env).kafka().producerBytes()).isEqualTo(4_000_000);
    }

    @Test
    void kafkaDefault_givesWayWhenTheUserSetsTheSameMoreWidely() {
        env.put("KAFKA_CONSUMER_AUTO_OFFSET_RESET", "latest");
        env.put("KAFKA_COMPRESSION_TYPE", "zstd");

        StreamsConfig streams =
                new StreamsConfig(Settings.fromEnvironment(env).kafka().streams());

        assertThat(streams.getMainConsumerConfigs("g", "c", 0)).containsEntry("auto.offset.reset", "latest");
        assertThat(streams.getProducerConfigs("c")).containsEntry("compression.type", "zstd");
    }

    @Test
    void bundling_isTheMainConsumersOnly() {
        StreamsConfig streams =
                new StreamsConfig(Settings.fromEnvironment(env).kafka().streams());
        String bundling = PollBatchInterceptor.class.getName();

        assertThat(streams.getMainConsumerConfigs("g", "c", 0)).containsEntry(INTERCEPTORS, bundling);
        assertThat(streams.getRestoreConsumerConfigs("c").get(INTERCEPTORS)).isNotEqualTo(bundling);
        assertThat(streams.getGlobalConsumerConfigs("c")).containsEntry(INTERCEPTORS, RowTimestamps.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIN_CONSUMER_", "CONSUMER_", ""})
    void usersInterceptors_comeBeforeBundling(String prefix) {
        env.put("KAFKA_" + prefix + "INTERCEPTOR_CLASSES", "org.example.Tracing");

        assertThat(new StreamsConfig(Settings.fromEnvironment(env).kafka().streams())
                        .getMainConsumerConfigs("g", "c", 0))
                .containsEntry(INTERCEPTORS, "org.example.Tracing," + PollBatchInterceptor.class.getName());
    }

    @Test
    void localState_isDroppedAtTheStartBeforeItsChangelogForgetsWhatWasDeleted() {
        long forgottenAfterMillis = 24 * 60 * 60 * 1000; // delete.retention.ms, as brokers have it

        assertThat(cleanupMaxAgeMillis()).isPositive().isLessThan(forgottenAfterMillis);
        env.put("KAFKA_STATE_CLEANUP_DIR_MAX_AGE_MS", "1000");
        assertThat(cleanupMaxAgeMillis()).isEqualTo(1_000);
    }

    private long cleanupMaxAgeMillis() {
        return new StreamsConfig(Settings.fromEnvironment(env).kafka().streams())
                .getLong(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG);
    }

    @Test
    void whatTheChecksCompare_isTheUsersOrTheDefault() {
        Settings settings = Settings.fromEnvironment(env);
        assertThat(settings.kafka().transactionTimeoutMillis()).isEqualTo(30_000);
        assertThat(settings.kafka().changelogMaxMessageBytes()).isEqualTo(16_777_216);
        assertThat(settings.kafka().streamThreads()).isOne();

        env.put("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "20000");
        env.put("KAFKA_NUM_STREAM_THREADS", "3");
        env.put("KAFKA_TOPIC_MAX_MESSAGE_BYTES", "many");
        Settings changed = Settings.fromEnvironment(env);
        assertThat(changed.kafka().transactionTimeoutMillis()).isEqualTo(20_000);
        assertThat(changed.kafka().streamThreads()).isEqualTo(3);
        assertThat(catchThrowableOfType(SettingsException.class, changed.kafka()::changelogMaxMessageBytes))
                .hasMessageContaining("KAFKA_TOPIC_MAX_MESSAGE_BYTES is \"many\"");
    }
}
