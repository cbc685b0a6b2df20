package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.BatchSettings;
import dev.sluice.batch.HeapBudget;
import dev.sluice.batch.RotationPolicy;
import dev.sluice.batch.block.BlockCodec;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.TimestampBounds;
import dev.sluice.contract.Topics;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.failure.TombstonePolicy;
import dev.sluice.kstreams.CommitHooks;
import dev.sluice.kstreams.PollBatchInterceptor;
import dev.sluice.mapping.Mapping;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.objectstore.Uploader;
import dev.sluice.testing.InMemoryObjectStore;
import dev.sluice.testing.NoMetrics;
import dev.sluice.testing.TestHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UnknownFormatConversionException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way a record can take through the topology, with Kafka Streams' own driver and an object store in memory. */
class EtlTopologyTest {

    private static final Instant START = Instant.parse("2026-11-20T13:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2006-01-02T03:04:05Z");
    private static final String SECRET = "5105105105105100";
    private static final Topics TOPICS = new Topics(
            List.of("transactions"),
            "retries",
            "dead-letters",
            "replays",
            "manifest",
            Map.of("merchants", "ref.merchants"));
    private static final List<Duration> BACKOFFS = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1));
    private static final int RETRY_BYTES = 20_000;
    private static final int DEAD_LETTER_BYTES = 30_000;
    private static final String SCHEMA = """
            {"type": "record", "name": "T", "fields": [
              {"name": "id", "type": "string"},
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}, "etl": {"eventTime": true}},
              {"name": "merchant", "type": ["null", "string"], "default": null,
               "etl": {"lookup": "merchants", "key": "/merchant_id", "value": "/name", "onMissing": "retry"}},
              {"name": "offset", "type": "long", "etl": {"metadata": "offset"}},
              {"name": "sent", "type": {"type": "long", "logicalType": "timestamp-millis"},
               "etl": {"metadata": "timestamp"}},
              {"name": "device", "type": ["null", "string"], "default": null, "etl": {"header": "device"}}
            ]}
            """;

    @TempDir
    Path directory;

    private final InMemoryObjectStore bucket = new InMemoryObjectStore();
    private final Uploader uploader = new Uploader(bucket, 1, new NoMetrics());
    private final MicrometerMetrics metrics = new MicrometerMetrics();
    private final TaskRegistry registry = new TaskRegistry();
    private TopologyTestDriver driver;
    private TestInputTopic<String, String> input;
    private TestInputTopic<String, String> merchants;
    private TestOutputTopic<byte[], byte[]> retries;
    private TestOutputTopic<String, String> deadLetters;
    private TestOutputTopic<String, String> manifest;

    @BeforeEach
    void start() {
        start(TombstonePolicy.DEAD_LETTER);
    }

    private void start(TombstonePolicy tombstones) {
        start(topology(SCHEMA, tombstones));
    }

    private void start(Topology topology) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "sluice-test");
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver = new TopologyTestDriver(topology, config, START);
        StringSerializer write = new StringSerializer();
        StringDeserializer read = new StringDeserializer();
        input = driver.createInputTopic("transactions", write, write);
        merchants = driver.createInputTopic("ref.merchants", write, write);
        retries = driver.createOutputTopic("retries", new ByteArrayDeserializer(), new ByteArrayDeserializer());
        deadLetters = driver.createOutputTopic("dead-letters", read, read);
        manifest = driver.createOutputTopic("manifest", read, read);
    }

    private Topology topology(String schema, TombstonePolicy tombstones) {
        BatchSettings batching = new BatchSettings(
                "payments",
                new RotationPolicy(1_000, 1_000_000, Duration.ofMinutes(5)),
                BlockCodec.DEFAULT,
                64 * 1024,
                "lake",
                "'date='yyyy-MM-dd'/hour='HH",
                ZoneId.of("UTC"));
        return EtlTopology.build(
                TOPICS,
                Mapping.compile(schema),
                new FailurePolicy(
                        new RetryPolicy(BACKOFFS),
                        tombstones,
                        new MessageLimits(RETRY_BYTES, DEAD_LETTER_BYTES, TimestampBounds.DEFAULT),
                        topic -> topic.equals("transactions") ? 1 : 0),
                batching,
                "bucket",
                new SharedServices(
                        uploader, new HeapBudget(1_000_000), new Backlog(1_000_000_000, 1_000), metrics, registry));
    }

    @Test
    void timestamp_isTheEpochWhenTheRecordHasNone() {
        ConsumerRecord<Object, Object> record = new ConsumerRecord<>(
                "transactions",
                0,
                0,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.CREATE_TIME,
                0,
                0,
                "key",
                "value",
                new RecordHeaders(),
                Optional.empty());

        assertThat(EtlTopology.TIMESTAMPS.extract(record, 7)).isZero();
    }

    @AfterEach
    void stop() {
        driver.close();
        uploader.close();
        metrics.close();
    }

    @Test
    void goodRecord_landsInTheFolderOfItsEventTime() {
        merchants.pipeInput("m1", "{\"name\": \"Corner shop\"}");
        input.pipeInput("k", transaction("a", "12.30", "m1"));
        List<String> landed = landed(1);

        assertThat(landed.get(0)).contains("\"records\":1", "\"offsets\":{\"0\":\"0\"}", "\"sealReason\":\"age\"");
        assertThat(bucket.objects().keySet())
                .singleElement()
                .asString()
                .startsWith("lake/transactions/date=2026-11-20/hour=11/transactions-0-");
        GenericRecord record = records().get(0);
        assertThat(record.get("id")).hasToString("a");
        assertThat(record.get("merchant")).hasToString("Corner shop");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void badRecord_isDeadLetteredAsItCameWithItsReasonAndWithoutItsValues() {
        TestRecord<String, String> bad =
                new TestRecord<>("k", transaction("a", "\"" + SECRET + "\"", null), new RecordHeaders(), START);
        bad.headers().add("trace", "t-1".getBytes(StandardCharsets.UTF_8));
        input.pipeInput(bad);
        TestRecord<String, String> letter = deadLetters.readRecord();

        assertThat(letter.key()).isEqualTo("k");
        assertThat(letter.value()).isEqualTo(bad.value());
        assertThat(letter.getRecordTime()).isEqualTo(START);
        assertThat(header(letter, "trace")).isEqualTo("t-1");
        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("out_of_range");
        assertThat(header(letter, FailureHeaders.PATH)).isEqualTo("amount");
        assertThat(header(letter, FailureHeaders.TOPIC)).isEqualTo("transactions");
        assertThat(header(letter, FailureHeaders.PARTITION)).isEqualTo("0");
        assertThat(header(letter, FailureHeaders.OFFSET)).isEqualTo("0");
        assertThat(header(letter, FailureHeaders.ATTEMPTS)).isEqualTo("1");
        assertThat(header(letter, FailureHeaders.APPLICATION_ID)).isEqualTo("sluice-test");
        letter.headers()
                .forEach(h -> assertThat(new String(h.value(), StandardCharsets.UTF_8))
                        .doesNotContain(SECRET));
    }

    @Test
    void lateReferenceRow_isFoundAtTheNextAttemptAndTheRecordLandsOnce() {
        input.pipeInput("k", transaction("a", "1.00", "m9"));
        assertThat(retries.readKeyValuesToList()).hasSize(1); // the driver leads it back by itself
        merchants.pipeInput("m9", "{\"name\": \"Late shop\"}");
        driver.advanceWallClockTime(Duration.ofSeconds(9));
        assertThat(driver.getKeyValueStore(RetryProcessor.STORE).approximateNumEntries())
                .isEqualTo(1);
        driver.advanceWallClockTime(Duration.ofSeconds(3));

        assertThat(landed(1).get(0)).contains("\"records\":1", "\"offsets\":{\"0\":\"0\"}");
        assertThat(records().get(0).get("merchant")).hasToString("Late shop");
        assertThat(records().get(0).get("offset")).isEqualTo(0L);
        assertThat(retries.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void missingReferenceRow_isDeadLetteredAfterTheLastAttempt() {
        input.pipeInput("k", transaction("a", "1.00", "m9"));
        for (Duration backoff : List.of(Duration.ofSeconds(12), Duration.ofSeconds(70))) {
            assertThat(deadLetters.isEmpty()).isTrue();
            driver.advanceWallClockTime(backoff);
        }
        TestRecord<String, String> letter = deadLetters.readRecord();

        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("lookup_pending");
        assertThat(header(letter, FailureHeaders.ATTEMPTS)).isEqualTo("3");
        assertThat(header(letter, FailureHeaders.TOPIC)).isEqualTo("transactions");
        assertThat(letter.headers().lastHeader(FailureHeaders.DUE_AT)).isNull();
        assertThat(letter.value()).isEqualTo(transaction("a", "1.00", "m9"));
    }

    @Test
    void record_keepsAllItCameWithAtEveryHop() {
        TestRecord<String, String> late = new TestRecord<>("k", transaction("a", "1.00", "m9"), carried(), LONG_AGO);
        input.pipeInput(late);
        for (int attempt = 1; attempt <= 2; attempt++) {
            TestRecord<byte[], byte[]> retry = retries.readRecord();
            assertThat(retry.key()).isEqualTo(utf8("k"));
            assertThat(retry.value()).isEqualTo(utf8(late.value()));
            assertThat(retry.getRecordTime())
                    .as("Kafka's, so that retention counts from now")
                    .isAfterOrEqualTo(START);
            assertThat(TestHeaders.failed(retry.headers()).original().timestampMillis())
                    .isEqualTo(LONG_AGO.toEpochMilli());
            assertCarried(retry.headers());
            assertSaysWhy(retry.headers(), "lookup_pending", Integer.toString(attempt));
            long failedAt = Long.parseLong(TestHeaders.text(retry.headers(), FailureHeaders.FAILED_AT));
            Duration backoff = BACKOFFS.get(attempt - 1);
            assertThat(Duration.ofMillis(
                            TestHeaders.failed(retry.headers()).attempts().dueAtMillis() - failedAt))
                    .isBetween(backoff, backoff.plus(backoff.dividedBy(10)));
            driver.advanceWallClockTime(BACKOFFS.get(attempt - 1).multipliedBy(2));
        }
        TestRecord<String, String> letter = deadLetters.readRecord();

        assertThat(letter.key()).isEqualTo("k");
        assertThat(letter.value()).isEqualTo(late.value());
        assertThat(letter.getRecordTime()).isEqualTo(LONG_AGO);
        assertThat(TestHeaders.failed(letter.headers()).original().timestampMillis())
                .isEqualTo(LONG_AGO.toEpochMilli());
        assertCarried(letter.headers());
        assertSaysWhy(letter.headers(), "lookup_pending", "3");
        assertThat(letter.headers().lastHeader(FailureHeaders.DUE_AT)).isNull();
        assertThat(retries.isEmpty()).isTrue();
    }

    @Test
    void retriedRecord_landsWithTheTimestampItCameWith() {
        input.pipeInput(new TestRecord<>("k", transaction("a", "1.00", "m9"), new RecordHeaders(), LONG_AGO));
        merchants.pipeInput("m9", "{\"name\": \"Late shop\"}");
        driver.advanceWallClockTime(Duration.ofSeconds(12));
        landed(1);

        assertThat(records().get(0).get("sent")).isEqualTo(LONG_AGO.toEpochMilli());
    }

    @Test
    void timestampThatABrokerRefuses_isInAHeaderOfTheDeadLetter() {
        Instant ahead = START.plus(Duration.ofDays(1));
        input.pipeInput(new TestRecord<>("k", "{", new RecordHeaders(), ahead));
        TestRecord<String, String> letter = deadLetters.readRecord();

        assertThat(letter.getRecordTime()).isEqualTo(START);
        assertThat(TestHeaders.failed(letter.headers()).original().timestampMillis())
                .isEqualTo(ahead.toEpochMilli());
    }

    @Test
    void bundle_isTakenApartIntoRecordsOfTheirOwn() {
        merchants.pipeInput("m1", "{\"name\": \"Corner shop\"}");
        pipeBundle(List.of(
                polled(7, START.toEpochMilli(), transaction("a", "1.00", "m1")),
                polled(9, START.toEpochMilli(), "{"),
                polled(10, ConsumerRecord.NO_TIMESTAMP, transaction("b", "2.00", "m1")),
                polled(11, LONG_AGO.toEpochMilli(), transaction("c", "3.00", "m9"))));
        TestRecord<String, String> letter = deadLetters.readRecord();
        TestRecord<byte[], byte[]> retry = retries.readRecord();
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(retries.isEmpty()).isTrue();

        assertThat(landed(1).get(0)).contains("\"records\":2", "\"offsets\":{\"0\":\"7,2\"}");
        assertThat(records()).extracting(record -> record.get("offset")).containsExactly(7L, 10L);
        assertThat(records()).extracting(record -> record.get("sent")).containsExactly(START.toEpochMilli(), 0L);
        assertThat(records()).extracting(record -> record.get("device")).hasToString("[d-7, d-10]");
        assertThat(letter.value()).isEqualTo("{");
        assertThat(header(letter, FailureHeaders.OFFSET)).isEqualTo("9");
        assertThat(header(letter, "device")).isEqualTo("d-9");
        assertThat(TestHeaders.text(retry.headers(), FailureHeaders.OFFSET)).isEqualTo("11");
        assertThat(TestHeaders.failed(retry.headers()).original().timestampMillis())
                .isEqualTo(LONG_AGO.toEpochMilli());
    }

    private void pipeBundle(List<ConsumerRecord<byte[], byte[]>> polled) {
        TestInputTopic<byte[], byte[]> bundles =
                driver.createInputTopic(polled.get(0).topic(), new ByteArraySerializer(), new ByteArraySerializer());
        TopicPartition partition =
                new TopicPartition(polled.get(0).topic(), polled.get(0).partition());
        ConsumerRecord<byte[], byte[]> bundle = new PollBatchInterceptor()
                .onConsume(new ConsumerRecords<>(Map.of(partition, polled), Map.of()))
                .records(partition)
                .get(0);
        bundles.pipeInput(new TestRecord<>(bundle.key(), bundle.value(), bundle.headers(), bundle.timestamp()));
    }

    private static ConsumerRecord<byte[], byte[]> polled(long offset, long timestamp, String value) {
        return new ConsumerRecord<>(
                "transactions",
                0,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                utf8("k"),
                utf8(value),
                new RecordHeaders().add("device", utf8("d-" + offset)),
                Optional.empty());
    }

    private static RecordHeaders carried() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", utf8("t-1")).add("nothing", null).add("trace", utf8("t-2"));
        return headers;
    }

    /** Also in their order. */
    private static void assertCarried(Headers headers) {
        assertThat(TestHeaders.failed(headers).original().headers()).isEqualTo(carried());
    }

    private static void assertSaysWhy(Headers headers, String reason, String attempts) {
        Map<String, String> expected = Map.of(
                FailureHeaders.REASON, reason,
                FailureHeaders.ATTEMPTS, attempts,
                FailureHeaders.PATH, "merchant",
                FailureHeaders.TOPIC, "transactions",
                FailureHeaders.PARTITION, "0",
                FailureHeaders.OFFSET, "0");
        expected.forEach((name, value) -> {
            assertThat(headers.headers(name)).as(name).hasSize(1);
            assertThat(TestHeaders.text(headers, name)).as(name).isEqualTo(value);
        });
    }

    @Test
    void waitingRecord_holdsUpNoneThatIsDueEarlier() {
        input.pipeInput("k", transaction("long", "1.00", "m8"));
        driver.advanceWallClockTime(Duration.ofSeconds(12)); // now it waits for a minute
        input.pipeInput("k", transaction("short", "1.00", "m9")); // and this one for ten seconds
        merchants.pipeInput("m8", "{\"name\": \"Eight\"}");
        merchants.pipeInput("m9", "{\"name\": \"Nine\"}");
        assertThat(waiting()).isEqualTo(2);
        driver.advanceWallClockTime(Duration.ofSeconds(12));

        assertThat(waiting()).isEqualTo(1);
        driver.advanceWallClockTime(Duration.ofSeconds(60));
        assertThat(waiting()).isZero();
        landed(1);
        assertThat(records().stream().map(record -> record.get("id").toString()))
                .containsExactly("short", "long");
    }

    @Test
    void inputRecordWithTheHeaderOfAWakeUpRecord_isRetriedLikeAnyOther() {
        TestRecord<String, String> late =
                new TestRecord<>("k", transaction("a", "1.00", "m9"), new RecordHeaders(), START);
        late.headers().add("sluice.wake-up", new byte[0]);
        input.pipeInput(late);
        merchants.pipeInput("m9", "{\"name\": \"Nine\"}");

        assertThat(waiting()).isEqualTo(1);
        driver.advanceWallClockTime(Duration.ofSeconds(12));
        landed(1);
    }

    @Test
    void waitingRecords_areShownUntilTheyAreDue() {
        input.pipeInput("k", transaction("a", "1.00", "m9"));
        input.pipeInput("k", transaction("b", "1.00", "m9"));
        tellOfTheCommit();
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(registry.waitingForRetry()).isEqualTo(2);
        merchants.pipeInput("m9", "{\"name\": \"Late shop\"}");
        driver.advanceWallClockTime(Duration.ofSeconds(12));
        tellOfTheCommit();
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(registry.waitingForRetry()).isZero();
    }

    /** The driver commits after each step, and has no producer that tells. */
    private static void tellOfTheCommit() {
        CommitHooks.transactionCommitted();
    }

    private String metricsPage() {
        tellOfTheCommit();
        return metrics.scrape();
    }

    private long waiting() {
        return driver.getKeyValueStore(RetryProcessor.STORE).approximateNumEntries();
    }

    @Test
    void recordTooLargeForTheRetryTopic_isDeadLetteredAtOnce() {
        String json = transaction("a".repeat(RETRY_BYTES), "1.00", "m9");
        input.pipeInput("k", json);
        TestRecord<String, String> letter = deadLetters.readRecord();

        assertThat(letter.value()).isEqualTo(json);
        assertSaysWhy(letter.headers(), "record_too_large", "1");
        assertThat(header(letter, FailureHeaders.MESSAGE))
                .contains("lookup table merchants has no row", "20000 bytes", "max.message.bytes");
        assertThat(letter.headers().lastHeader(FailureHeaders.DUE_AT)).isNull();
        assertThat(retries.isEmpty()).isTrue();
        assertThat(metricsPage()).contains("sluice_records_dead_lettered_total{reason=\"record_too_large\"} 1.0");
    }

    @Test
    void recordTooLargeForTheDeadLetterTopic_isDeadLetteredWithADigestInsteadOfItsValue() {
        String json = transaction("a".repeat(DEAD_LETTER_BYTES), "1.001", null);
        input.pipeInput(new TestRecord<>("k", json, carried(), START));
        input.pipeInput("k", transaction("b", "1.00", null));
        TestRecord<String, String> letter = deadLetters.readRecord();

        assertThat(letter.key()).isEqualTo("k");
        assertThat(letter.value()).isNull();
        assertCarried(letter.headers());
        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("inexact");
        assertThat(header(letter, FailureHeaders.OFFSET)).isEqualTo("0");
        assertThat(header(letter, FailureHeaders.VALUE_BYTES)).isEqualTo(Integer.toString(json.length()));
        assertThat(header(letter, FailureHeaders.VALUE_SHA256)).matches("[0-9a-f]{64}");
        assertThat(landed(1).get(0)).contains("\"offsets\":{\"0\":\"1\"}");
    }

    @Test
    void retryTooLargeForTheRetryStore_isTriedAtOnce() {
        TestRecord<String, String> large =
                new TestRecord<>("k", transaction("a".repeat(RETRY_BYTES), "1.00", "m9"), new RecordHeaders(), START);
        String due = Long.toString(START.plusSeconds(3_600).toEpochMilli());
        large.headers().add(FailureHeaders.DUE_AT, utf8(due));
        addSource(large.headers(), "transactions", 0);
        writeToRetries(large);

        assertThat(waiting()).isZero();
        assertThat(header(deadLetters.readRecord(), FailureHeaders.REASON)).isEqualTo("record_too_large");
    }

    private static void addSource(Headers headers, String topic, int partition) {
        headers.add(FailureHeaders.TOPIC, utf8(topic))
                .add(FailureHeaders.PARTITION, utf8(Integer.toString(partition)))
                .add(FailureHeaders.OFFSET, utf8("7"));
    }

    private void writeToRetries(TestRecord<String, String> record) {
        driver.createInputTopic("retries", new StringSerializer(), new StringSerializer())
                .pipeInput(record);
    }

    @ParameterizedTest
    @CsvSource({"../../evil, 0", "payments, 0", "transactions, 1"})
    void foreignRecordOfTheRetryTopic_isDeadLetteredAsItCame(String topic, int partition) {
        TestRecord<String, String> forged =
                new TestRecord<>("k", transaction("a", "1.00", null), new RecordHeaders(), START);
        forged.headers().add("trace", utf8("t-1"));
        addSource(forged.headers(), topic, partition);
        RecordHeaders asItCame = new RecordHeaders(forged.headers());
        writeToRetries(forged);
        driver.advanceWallClockTime(Duration.ofMinutes(6));
        TestRecord<String, String> letter = deadLetters.readRecord();

        assertThat(letter.key()).isEqualTo("k");
        assertThat(letter.value()).isEqualTo(forged.value());
        assertThat(letter.getRecordTime()).isEqualTo(START);
        assertThat(TestHeaders.failed(letter.headers()).original().ownHeaders()).isEqualTo(asItCame);
        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("foreign_record");
        assertThat(TestHeaders.failed(letter.headers()).source()).isEqualTo(new SourcePosition("retries", 0, 0));
        assertThat(header(letter, FailureHeaders.MESSAGE)).doesNotContain(topic);
        assertThat(manifest.isEmpty()).isTrue();
        assertThat(bucket.objects()).isEmpty();
        assertThat(metricsPage()).contains("sluice_records_dead_lettered_total{reason=\"foreign_record\"} 1.0");
    }

    @Test
    void retryWithMoreAttemptsThanThereAreNumbers_isDeadLettered() {
        TestRecord<String, String> retry =
                new TestRecord<>("k", transaction("a", "1.00", "m9"), new RecordHeaders(), START);
        addSource(retry.headers(), "transactions", 0);
        retry.headers().add(FailureHeaders.ATTEMPTS, utf8(Integer.toString(Integer.MAX_VALUE)));
        writeToRetries(retry);

        assertThat(header(deadLetters.readRecord(), FailureHeaders.REASON)).isEqualTo("lookup_pending");
    }

    @Test
    void defectInTheConversion_isDeadLetteredWithItsStackAndWithoutItsMessage() {
        TestRecord<String, String> record =
                new TestRecord<>("k", transaction("a", "1.00", null), new RecordHeaders(), START);
        record.headers().add(new DefectiveHeader());
        input.pipeInput(record);
        TestRecord<String, String> letter = deadLetters.readRecord();

        assertThat(letter.value()).isEqualTo(record.value());
        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("internal_error");
        assertThat(header(letter, FailureHeaders.EXCEPTION)).isEqualTo("java.util.UnknownFormatConversionException");
        assertThat(header(letter, FailureHeaders.STACKTRACE))
                .startsWith("java.util.UnknownFormatConversionException\n\tat " + DefectiveHeader.class.getName());
        letter.headers()
                .forEach(h -> assertThat(new String(h.value(), StandardCharsets.UTF_8))
                        .doesNotContain(SECRET));
    }

    /** A header that throws when the mapping reads it, for the mapping itself has no known defect. */
    private static final class DefectiveHeader implements Header {

        @Override
        public String key() {
            return "device";
        }

        @Override
        public byte[] value() {
            boolean isMappings = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().startsWith("dev.sluice.mapping.")));
            if (isMappings) {
                throw new UnknownFormatConversionException(SECRET);
            }
            return utf8("d");
        }
    }

    @Test
    void defectInTheBatches_endsTheTaskAndDeadLettersNothing() {
        driver.getKeyValueStore(BatchProcessor.STORE).close();
        String largerThanABlock = "a".repeat(100_000);

        assertThatThrownBy(() -> input.pipeInput("k", transaction(largerThanABlock, "1.00", null)))
                .isInstanceOf(StreamsException.class)
                .rootCause()
                .isInstanceOf(InvalidStateStoreException.class);
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void manifest_saysHowFarTheLookupTablesHadBeenRead() {
        merchants.pipeInput("m1", "{\"name\": \"Corner shop\"}");
        merchants.pipeInput("m1", (String) null);
        input.pipeInput("k", transaction("a", "1.00", null));
        assertThat(landed(1).get(0)).contains("\"lookupOffsets\":{\"ref.merchants\":{\"0\":2}}");
        merchants.pipeInput("m2", "{\"name\": \"Late shop\"}");
        input.pipeInput("k", transaction("b", "1.00", null));
        assertThat(landed(1).get(0)).contains("\"lookupOffsets\":{\"ref.merchants\":{\"0\":3}}");
    }

    @Test
    void referenceRow_mayBeInConfluentsFraming() {
        merchants.pipeInput("m1", "\0\0\0\0\7{\"name\": \"Corner shop\"}");
        input.pipeInput("k", transaction("a", "1.00", "m1"));
        landed(1);

        assertThat(records().get(0).get("merchant")).hasToString("Corner shop");
    }

    @Test
    void deletedReferenceRow_isMissing() {
        merchants.pipeInput("m1", "{\"name\": \"Corner shop\"}");
        merchants.pipeInput("m1", (String) null);
        input.pipeInput("k", transaction("a", "1.00", "m1"));

        assertThat(retries.getQueueSize()).isEqualTo(1);
    }

    @Test
    void ownHeaderWithTheNameOfAFailures_isReadByTheMappingAtEachAttempt() {
        driver.close();
        start(topology(SCHEMA.replace("\"device\"}", "\"sluice.failure.path\"}"), TombstonePolicy.DEAD_LETTER));
        TestRecord<String, String> record =
                new TestRecord<>("k", transaction("a", "1.00", "m9"), new RecordHeaders(), START);
        record.headers().add(FailureHeaders.PATH, utf8("d-1"));
        input.pipeInput(record);
        merchants.pipeInput("m9", "{\"name\": \"Late shop\"}");
        driver.advanceWallClockTime(Duration.ofSeconds(12));
        landed(1);

        assertThat(records().get(0).get("device")).hasToString("d-1");
    }

    @Test
    void headersOfADeadLetterPlayedBackIntoTheInput_doNotPassForItsPosition() {
        TestRecord<String, String> replayed =
                new TestRecord<>("k", transaction("a", "1.00", null), new RecordHeaders(), START);
        replayed.headers().add(FailureHeaders.TOPIC, "elsewhere".getBytes(StandardCharsets.UTF_8));
        replayed.headers().add(FailureHeaders.PARTITION, "7".getBytes(StandardCharsets.UTF_8));
        replayed.headers().add(FailureHeaders.OFFSET, "99".getBytes(StandardCharsets.UTF_8));
        input.pipeInput(replayed);

        assertThat(landed(1).get(0)).contains("\"topic\":\"transactions\"", "\"offsets\":{\"0\":\"0\"}");
    }

    @Test
    void tombstone_isDeadLetteredWithItsReason() {
        input.pipeInput("k", (String) null);
        TestRecord<String, String> letter = deadLetters.readRecord();

        assertThat(letter.key()).isEqualTo("k");
        assertThat(letter.value()).isNull();
        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("null_value");
        assertThat(metricsPage())
                .contains(
                        "sluice_records_consumed_total 1.0",
                        "sluice_records_dead_lettered_total{reason=\"null_value\"} 1.0",
                        "sluice_records_ignored_total 0.0");
    }

    @Test
    void tombstone_goesNowhereAndIsCountedWhenItIsToBeIgnored() {
        driver.close();
        start(TombstonePolicy.IGNORE);
        input.pipeInput("k", transaction("a", "1.00", null));
        input.pipeInput("k", (String) null);
        input.pipeInput("k", "\0\0\0\0\7"); // Confluent's framing around nothing: an empty document

        assertThat(landed(1).get(0)).contains("\"records\":1", "\"offsets\":{\"0\":\"0\"}");
        assertThat(deadLetters.readRecordsToList())
                .singleElement()
                .satisfies(letter ->
                        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("malformed_json"));
        assertThat(retries.isEmpty()).isTrue();
        assertThat(metricsPage())
                .contains(
                        "sluice_records_consumed_total 3.0",
                        "sluice_records_landed_total 1.0",
                        "sluice_records_dead_lettered_total{reason=\"malformed_json\"} 1.0",
                        "sluice_records_ignored_total 1.0",
                        "sluice_records_pending 0.0");
    }

    @Test
    void rowsOfARecord_landTogetherOrNotAtAll() {
        driver.close();
        start(topology("""
                {"type": "record", "name": "Line",
                 "pipeline": {"explode": {"from": "/lines", "empty": "ignore"}},
                 "fields": [
                   {"name": "order", "type": "string"},
                   {"name": "sku", "type": "string", "etl": {"from": "/lines/sku"}},
                   {"name": "merchant", "type": "string",
                    "etl": {"lookup": "merchants", "key": "/lines/merchant", "value": "/name", "onMissing": "retry"}},
                   {"name": "row", "type": "int", "etl": {"metadata": "row"}},
                   {"name": "source_offset", "type": "long", "etl": {"metadata": "offset"}}]}
                """, TombstonePolicy.DEAD_LETTER));
        merchants.pipeInput("m1", "{\"name\": \"Acme\"}");
        input.pipeInput("k", order("a", line("x", "m1"), line("y", "m1")));
        input.pipeInput("k", order("b", line("z", "m1"), line("z", "m2"))); // one row waits for m2, and so do both
        input.pipeInput("k", order("c"));
        input.pipeInput("k", order("d", line("w", "m1"), "{\"merchant\": \"m1\"}"));

        assertThat(retries.readRecordsToList()).hasSize(1);
        assertThat(deadLetters.readRecordsToList())
                .singleElement()
                .satisfies(letter ->
                        assertThat(header(letter, FailureHeaders.REASON)).isEqualTo("missing_value"));
        assertThat(landed(1).get(0)).contains("\"records\":2", "\"rows\":2", "\"offsets\":{\"0\":\"0,1\"}");
        assertThat(records())
                .extracting(row ->
                        row.get("order") + " " + row.get("sku") + " " + row.get("row") + " " + row.get("source_offset"))
                .containsExactly("a x 0 0", "a y 1 0");
        assertThat(metricsPage())
                .contains(
                        "sluice_records_landed_total 2.0",
                        "sluice_rows_landed_total 2.0",
                        "sluice_records_pending 0.0");
    }

    private static String order(String id, String... lines) {
        return "{\"order\": \"" + id + "\", \"lines\": [" + String.join(", ", lines) + "]}";
    }

    private static String line(String sku, String merchant) {
        return "{\"sku\": \"" + sku + "\", \"merchant\": \"" + merchant + "\"}";
    }

    @Test
    void topology_isOneSubtopologyWithoutRepartitionTopic() {
        TopologyDescription description =
                topology(SCHEMA, TombstonePolicy.DEAD_LETTER).describe();

        assertThat(description.subtopologies()).hasSize(1);
        assertThat(description.globalStores()).hasSize(1);
        assertThat(description.toString()).doesNotContain("repartition");
    }

    /** Lets the tail grow old, and plays the time in which it is sealed, committed, uploaded and landed. */
    private List<String> landed(int objects) {
        List<String> landed = new ArrayList<>();
        driver.advanceWallClockTime(Duration.ofMinutes(6));
        await().untilAsserted(() -> {
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            landed.addAll(manifest.readValuesToList());
            assertThat(landed).hasSize(objects);
        });
        return landed;
    }

    private List<GenericRecord> records() {
        List<GenericRecord> records = new ArrayList<>();
        for (byte[] object : bucket.objects().values()) {
            try (DataFileReader<GenericRecord> reader =
                    new DataFileReader<>(new SeekableByteArrayInput(object), new GenericDatumReader<>())) {
                reader.forEach(records::add);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return records;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(TestRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String transaction(String id, String amount, String merchant) {
        return "{\"id\": \"%s\", \"amount\": %s, \"at\": \"2026-11-20T13:59:00+02:00\"%s}"
                .formatted(id, amount, merchant == null ? "" : ", \"merchant_id\": \"" + merchant + "\"");
    }
}
