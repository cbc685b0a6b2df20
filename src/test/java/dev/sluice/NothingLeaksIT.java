package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.KafkaTopics;
import dev.sluice.testing.ServiceProcess;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Plants values in good and bad records, lookup rows and secrets, and looks for them in everything the service says.
 */
class NothingLeaksIT {

    private static final String TEXT = "plantedText";
    private static final String CARD = "4929123456781234";
    private static final String MASK_KEY = "planted-mask-key-0123456789";

    private static final String SCHEMA = """
            {"type": "record", "name": "Payment", "fields": [
              {"name": "id", "type": "string"},
              {"name": "card", "type": "string", "etl": {"mask": "hmac-sha256", "minLength": 12}},
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["SALE"]}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}, "etl": {"eventTime": true}},
              {"name": "note", "type": "string", "etl": {"pattern": "[A-Za-z]*", "maxLength": 20}},
              {"name": "uuid", "type": ["null", {"type": "string", "logicalType": "uuid"}], "default": null},
              {"name": "counts", "type": {"type": "map", "values": "int"}, "default": {}},
              {"name": "either", "type": ["null", "int", {"type": "array", "items": "boolean"}], "default": null},
              {"name": "merchant", "type": ["null", "string"], "default": null,
               "etl": {"lookup": "merchants", "key": "/shop", "value": "/name", "onMissing": "retry"}}
            ]}
            """;

    private static final String GOOD = """
            {"id": "plantedText", "card": "4929123456781234", "amount": 1.25, "kind": "SALE",
             "at": "2026-11-21T10:00:00Z", "note": "plantedText", "shop": "plantedText-shop"}
            """;

    /** Each is {@link #GOOD} with one thing changed, and none can be converted. */
    private static final List<String> BAD = List.of(
            "{\"id\": \"plantedText\", 4929123456781234",
            "plantedText",
            GOOD + "plantedText",
            GOOD.replace("\"id\":", "\"plantedText\": 1, \"plantedText\": 2, \"id\": 3, \"id\":"),
            GOOD.replace("\"4929123456781234\"", "4929123456781234"),
            GOOD.replace("\"4929123456781234\"", "\"4929\""),
            GOOD.replace("1.25", "1.4929123456781234"),
            GOOD.replace("1.25", "4929123456781234"),
            GOOD.replace("1.25", "\"plantedText\""),
            GOOD.replace("SALE", "plantedText"),
            GOOD.replace("2026-11-21T10:00:00Z", "plantedText"),
            GOOD.replace("\"note\": \"plantedText\"", "\"note\": \"plantedText 4929123456781234\""),
            GOOD.replace("\"note\": \"plantedText\"", "\"note\": \"plantedTextplantedTextplantedText\""),
            GOOD.replace("\"note\": \"plantedText\"", "\"note\": {\"plantedText\": \"plantedText\"}"),
            GOOD.replace("\"id\":", "\"uuid\": \"plantedText\", \"id\":"),
            GOOD.replace("\"id\":", "\"counts\": {\"plantedText\": \"plantedText\"}, \"id\":"),
            GOOD.replace("\"id\":", "\"counts\": {\"plantedText\": 4929123456781234}, \"id\":"),
            GOOD.replace("\"id\":", "\"either\": [true, \"plantedText\"], \"id\":"),
            GOOD.replace("plantedText-shop", "plantedText-unknown-shop"),
            GOOD.replace("plantedText-shop", "plantedText-broken-row"));

    @TempDir
    Path directory;

    @Test
    void plantedValues_areInTheRecordsAndNowhereElse() throws Exception {
        Path log = directory.resolve("service.log");
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                EmbeddedS3 s3 = EmbeddedS3.start();
                S3Client client = s3.client()) {
            s3.createBucket("lake");
            KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers());
            topics.create(1, "payments", "leak.retries", "leak.dead-letters", "leak.manifest", "shops");
            produce(
                    topics,
                    "shops",
                    Map.of(
                            "plantedText-shop", "{\"name\": \"plantedText\"}",
                            "plantedText-broken-row", "{\"name\": \"plantedText\", plantedText"));
            List<String> said = new ArrayList<>();
            try (ServiceProcess service = ServiceProcess.start(environment(kafka, s3), log, "-Xmx256m")) {
                feed(topics);
                await().untilAsserted(() ->
                        assertThat(read(topics, "leak.dead-letters")).hasSize(BAD.size()));
                await().untilAsserted(
                                () -> assertThat(read(topics, "leak.manifest")).isNotEmpty());
                for (String path : List.of("/metrics", "/health/live", "/health/ready", "/status", "/" + TEXT)) {
                    said.add(await().ignoreException(HttpTimeoutException.class)
                            .until(() -> service.body(path), body -> true));
                }
                assertThat(service.terminate()).isEqualTo(143);
            }
            said.add(Files.readString(log));
            for (ConsumerRecord<byte[], byte[]> letter : read(topics, "leak.dead-letters")) {
                assertThat(text(letter.value()))
                        .as("a dead letter is as it came")
                        .containsAnyOf(TEXT, CARD);
                for (Header header : letter.headers()) {
                    if (!header.key().equals("note")) {
                        said.add(header.key() + "=" + text(header.value()));
                    }
                }
            }
            for (ConsumerRecord<byte[], byte[]> entry : read(topics, "leak.manifest")) {
                said.add(text(entry.value()));
            }
            for (S3Object object :
                    client.listObjectsV2(list -> list.bucket("lake")).contents()) {
                var there = client.getObjectAsBytes(get -> get.bucket("lake").key(object.key()));
                String content = there.asString(StandardCharsets.ISO_8859_1);
                assertThat(content).as("what is not masked lands").contains(TEXT);
                assertThat(content).as("what is masked does not").doesNotContain(CARD);
                said.add(object.key() + there.response().metadata());
            }

            assertThat(said)
                    .hasSizeGreaterThan(BAD.size())
                    .allSatisfy(text -> assertThat(text.toLowerCase(Locale.ROOT))
                            .doesNotContain(TEXT.toLowerCase(Locale.ROOT), CARD, MASK_KEY, s3.secretKey()));
        }
    }

    private Map<String, String> environment(EmbeddedKafka kafka, EmbeddedS3 s3) throws Exception {
        Map<String, String> env = new HashMap<>();
        env.put("SLUICE_APPLICATION_ID", "leak");
        env.put("SLUICE_INPUT_TOPICS", "payments");
        env.put(
                "SLUICE_SCHEMA_FILE",
                Files.writeString(directory.resolve("payment.avsc"), SCHEMA).toString());
        env.put("SLUICE_MASK_KEY", MASK_KEY);
        env.put("SLUICE_LOOKUPS", "merchants=shops");
        env.put("SLUICE_RETRY_BACKOFFS", "1s");
        env.put("SLUICE_ROTATE_AGE", "1s");
        env.put("SLUICE_CODEC", "null"); // to find texts in the objects
        env.put("SLUICE_S3_BUCKET", "lake");
        env.put("SLUICE_S3_ENDPOINT", s3.endpoint().toString());
        env.put("SLUICE_S3_PATH_STYLE", "true");
        env.put("SLUICE_STATE_DIRECTORY", directory.resolve("state").toString());
        env.put("SLUICE_LOG_FORMAT", "json");
        env.put("SLUICE_LOG_LEVEL", "TRACE");
        env.put("SLUICE_LOG_LEVEL_LIBRARIES", "INFO");
        env.put("AWS_ACCESS_KEY_ID", s3.accessKey());
        env.put("AWS_SECRET_ACCESS_KEY", s3.secretKey());
        env.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        env.put("KAFKA_COMMIT_INTERVAL_MS", "300");
        return env;
    }

    private static void feed(KafkaTopics topics) {
        List<String> records = new ArrayList<>(BAD);
        records.add(GOOD);
        try (CheckedProducer producer = topics.producer()) {
            for (String json : records) {
                ProducerRecord<byte[], byte[]> message = new ProducerRecord<>("payments", bytes(TEXT), bytes(json));
                message.headers().add("note", bytes(TEXT));
                producer.send(message);
            }
        }
    }

    private static void produce(KafkaTopics topics, String topic, Map<String, String> rows) {
        try (CheckedProducer producer = topics.producer()) {
            rows.forEach((key, json) -> producer.send(new ProducerRecord<>(topic, bytes(key), bytes(json))));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(KafkaTopics topics, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        topics.readCommitted(topic, records::add);
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
