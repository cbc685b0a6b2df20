package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.KafkaTopics;
import dev.sluice.testing.Ledger;
import dev.sluice.testing.ReferenceData;
import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionGenerator;
import dev.sluice.testing.TransactionGenerator.Mix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code kill -9} of a real service process, ten times at random moments while records come in; then the count.
 *
 * <p>A seed to replay a run with: {@code -Dkill.seed=N}. Each life but the last is killed; every third one's successor
 * finds its local state gone, and has only the changelog.
 */
class KillIT {

    private static final int KILLS = 10;
    private static final String BUCKET = "lake";
    private static final Mix MIX = new Mix(0.03, 0.02, Duration.ofMillis(200));

    @TempDir
    Path directory;

    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final EmbeddedS3 s3 = EmbeddedS3.start();
    private final KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers());
    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void prepare() throws InterruptedException {
        topics.create(3, "transactions", "sluice.retries", "sluice.dead-letters");
        topics.create(1, "sluice.manifest", "ref.merchants", "ref.currencies", "ref.fx");
        s3.createBucket(BUCKET);
        produce("ref.currencies", ReferenceData.currencies());
        produce("ref.fx", ReferenceData.rates());
        produce("ref.merchants", ReferenceData.merchants(MIX));
    }

    @AfterEach
    void stop() {
        s3.close();
        kafka.close();
    }

    @Test
    void eachTransaction_landsOnceWhenTheProcessIsKilledTenTimes() throws Exception {
        AtomicBoolean feeding = new AtomicBoolean(true);
        Thread feeder = new Thread(() -> feed(feeding), "feeder");
        feeder.start();
        for (int kill = 1; kill <= KILLS; kill++) {
            try (ServiceProcess service = start()) {
                boolean ended = service.endsWithin(2_500 + random.nextInt(4_000));
                assertThat(ended)
                        .as("ended before it was killed; see the log. Seed %d", seed)
                        .isFalse();
                service.kill();
            }
            if (kill % 3 == 0) {
                wipeState();
            }
            if (kill == KILLS / 2) {
                produce("ref.merchants", ReferenceData.lateMerchants(MIX));
            }
        }
        feeding.set(false);
        feeder.join();

        Map<TopicPartition, Long> ends = topics.ends("transactions");
        long produced = ends.values().stream().mapToLong(Long::longValue).sum();
        try (ServiceProcess service = start();
                S3Client client = s3.client()) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        assertThat(service.isAlive()).isTrue();
                        assertThat(ledger(client, new HashSet<>()).problems(ends))
                                .as("seed %d", seed)
                                .isEmpty();
                    });
            assertThat(service.terminate()).as("exit status on SIGTERM").isEqualTo(143);

            Set<String> ids = new HashSet<>();
            Ledger ledger = ledger(client, ids);
            assertThat(ledger.problems(ends)).as("after the end, seed %d", seed).isEmpty();
            assertThat(ids).as("distinct transaction ids").hasSize((int) ledger.landed());
            assertThat(ledger.landed() + ledger.deadLetters()).isEqualTo(produced);
            assertThat(ledger.deadLetters()).as("3 % are bad").isBetween(produced / 50, produced / 20);
            System.out.printf(
                    "KillIT: seed %d, %d kills, %,d records in, %,d landed in %d objects, %,d dead letters, 0 lost, 0"
                            + " doubled%n",
                    seed,
                    KILLS,
                    produced,
                    ledger.landed(),
                    ledger.recordsByObject().size(),
                    ledger.deadLetters());
        }
    }

    private Ledger ledger(S3Client client, Set<String> ids) {
        return Ledger.read(
                topics,
                "sluice.dead-letters",
                "sluice.manifest",
                client,
                BUCKET,
                record -> ids.add(record.get("transaction_id").toString()));
    }

    /** A thousand records at a time, as fast as the broker takes them in between, until told to stop. */
    private void feed(AtomicBoolean feeding) {
        TransactionGenerator generator = new TransactionGenerator(seed, MIX, Instant.parse("2026-11-20T13:00:00Z"));
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            while (feeding.get()) {
                for (int i = 0; i < 1_000; i++) {
                    TransactionGenerator.Message message = generator.next();
                    producer.send(new ProducerRecord<>("transactions", message.key(), message.value()));
                }
                producer.flush();
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private void produce(String topic, List<ReferenceData.Row> rows) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            rows.forEach(row -> producer.send(new ProducerRecord<>(topic, row.keyBytes(), row.jsonBytes())));
        }
    }

    private ServiceProcess start() {
        Map<String, String> env = new HashMap<>();
        env.put("SLUICE_INPUT_TOPICS", "transactions");
        env.put(
                "SLUICE_SCHEMA_FILE",
                Path.of("avro-schemas/transaction.avsc").toAbsolutePath().toString());
        env.put("SLUICE_LOOKUPS", "merchants=ref.merchants,currencies=ref.currencies,fx=ref.fx");
        env.put("SLUICE_RETRY_BACKOFFS", "2s,10s,30s");
        env.put("SLUICE_ROTATE_RECORDS", Integer.toString(200 + random.nextInt(3_000)));
        env.put("SLUICE_ROTATE_AGE", (1 + random.nextInt(4)) + "s");
        env.put("SLUICE_S3_BUCKET", BUCKET);
        env.put("SLUICE_S3_ENDPOINT", s3.endpoint().toString());
        env.put("SLUICE_S3_PATH_STYLE", "true");
        env.put("SLUICE_HTTP_ADDRESS", "127.0.0.1:0");
        env.put("SLUICE_STATE_DIRECTORY", directory.resolve("state").toString());
        env.put("AWS_ACCESS_KEY_ID", s3.accessKey());
        env.put("AWS_SECRET_ACCESS_KEY", s3.secretKey());
        env.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        env.put("KAFKA_COMMIT_INTERVAL_MS", "300");
        // A killed process blocks its partitions until its session and its transaction have timed out.
        env.put("KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000");
        env.put("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "6000");
        return ServiceProcess.start(env, Path.of("target/kill-it.log"), "-Xmx256m");
    }

    private void wipeState() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
