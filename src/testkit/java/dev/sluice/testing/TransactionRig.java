package dev.sluice.testing;

import dev.sluice.testing.TransactionGenerator.Message;
import dev.sluice.testing.TransactionGenerator.Mix;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A broker, an S3 server on a directory, every topic, and generated transactions: all that a service under test wants.
 */
public final class TransactionRig implements AutoCloseable {

    public static final String INPUT = "transactions";
    public static final String BUCKET = "lake";
    public static final String APPLICATION = "sluice";
    private static final Mix MIX = new Mix(0.03, 0.02, Duration.ofMillis(200));

    private final Path directory;
    private final @Nullable EmbeddedKafka kafka;
    private final String bootstrapServers;
    private final KafkaTopics topics;
    private final TransactionGenerator generator;
    private EmbeddedS3 s3;
    private final URI s3Endpoint;

    /**
     * A rig with every topic and reference row but those of late merchants; {@code seed} decides on the transactions.
     */
    public TransactionRig(Path directory, long seed) throws InterruptedException {
        this(directory, seed, EmbeddedKafka.start());
    }

    private TransactionRig(Path directory, long seed, EmbeddedKafka kafka) throws InterruptedException {
        this(directory, seed, kafka, kafka.bootstrapServers(), 3);
    }

    /** The same, with another's broker and as many partitions of each topic that the service's tasks share. */
    public TransactionRig(Path directory, long seed, String bootstrapServers, int partitions)
            throws InterruptedException {
        this(directory, seed, null, bootstrapServers, partitions);
    }

    private TransactionRig(
            Path directory, long seed, @Nullable EmbeddedKafka kafka, String bootstrapServers, int partitions)
            throws InterruptedException {
        this.directory = directory;
        this.kafka = kafka;
        this.bootstrapServers = bootstrapServers;
        topics = new KafkaTopics(bootstrapServers);
        generator = new TransactionGenerator(seed, MIX, Instant.parse("2026-11-20T13:00:00Z"));
        topics.create(partitions, INPUT);
        topics.create(1, "ref.merchants", "ref.currencies", "ref.fx");
        createTopics(APPLICATION, partitions);
        s3 = EmbeddedS3.start(directory.resolve("s3"), Ports.free());
        s3Endpoint = s3.endpoint();
        s3.createBucket(BUCKET);
        s3.useCredentials();
        produce("ref.currencies", ReferenceData.currencies());
        produce("ref.fx", ReferenceData.rates());
        produce("ref.merchants", ReferenceData.merchants(MIX));
    }

    /** The topics that an application writes, by its id. */
    public void createTopics(String application, int partitions) throws InterruptedException {
        topics.create(partitions, application + ".retries", application + ".dead-letters");
        topics.create(1, application + ".manifest");
    }

    public KafkaTopics topics() {
        return topics;
    }

    /** A client of the S3 server, to be closed by the caller. */
    public S3Client s3() {
        return s3.client();
    }

    public URI s3Endpoint() {
        return s3Endpoint;
    }

    /** What a service needs to be told; rotation, timeouts and the like are the test's. */
    public Map<String, String> environment() {
        Map<String, String> env = new HashMap<>();
        env.put("SLUICE_INPUT_TOPICS", INPUT);
        env.put(
                "SLUICE_SCHEMA_FILE",
                Path.of("avro-schemas/transaction.avsc").toAbsolutePath().toString());
        env.put("SLUICE_LOOKUPS", "merchants=ref.merchants,currencies=ref.currencies,fx=ref.fx");
        env.put("SLUICE_RETRY_BACKOFFS", "2s,10s,30s");
        env.put("SLUICE_S3_BUCKET", BUCKET);
        env.put("SLUICE_S3_ENDPOINT", s3Endpoint.toString());
        env.put("SLUICE_S3_PATH_STYLE", "true");
        env.put("SLUICE_HTTP_ADDRESS", "127.0.0.1:0");
        env.put("SLUICE_STATE_DIRECTORY", stateDirectory().toString());
        env.put("AWS_ACCESS_KEY_ID", s3.accessKey());
        env.put("AWS_SECRET_ACCESS_KEY", s3.secretKey());
        env.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        env.put("KAFKA_COMMIT_INTERVAL_MS", "300");
        return env;
    }

    public Path stateDirectory() {
        return directory.resolve("state");
    }

    /** Produces the generator's next transactions, and waits until the broker has them. */
    public void feed(int transactions) {
        try (CheckedProducer producer = topics.producer()) {
            for (int i = 0; i < transactions; i++) {
                producer.send(next());
            }
        }
    }

    /** The same for a broker that may be away; how many it says that it has. */
    public int feedWhatIsTaken(int transactions) {
        AtomicInteger taken = new AtomicInteger();
        try (KafkaProducer<byte[], byte[]> producer = topics.impatientProducer()) {
            for (int i = 0; i < transactions; i++) {
                producer.send(next(), (at, failure) -> {
                    if (failure == null) {
                        taken.incrementAndGet();
                    }
                });
            }
        }
        return taken.get();
    }

    private ProducerRecord<byte[], byte[]> next() {
        Message message = generator.next();
        return new ProducerRecord<>(INPUT, message.key(), message.value());
    }

    /** The rows whose absence makes transactions wait. */
    public void produceLateMerchants() {
        produce("ref.merchants", ReferenceData.lateMerchants(MIX));
    }

    private void produce(String topic, List<ReferenceData.Row> rows) {
        try (CheckedProducer producer = topics.producer()) {
            rows.forEach(row -> producer.send(new ProducerRecord<>(topic, row.keyBytes(), row.jsonBytes())));
        }
    }

    /** Where every record is now; {@code onRecord} sees each landed one. */
    public Ledger ledger(Consumer<GenericRecord> onRecord) {
        return ledger(APPLICATION, key -> true, onRecord);
    }

    /** Where an application's records are now: in its dead letters, and in those objects that are its own. */
    public Ledger ledger(String application, Predicate<String> isItsObject, Consumer<GenericRecord> onRecord) {
        String replays = application + ".replays";
        try (S3Client client = s3.client()) {
            return Ledger.read(
                    topics,
                    application + ".dead-letters",
                    topics.exists(replays) ? Ledger.replayed(topics, replays) : Map.of(),
                    application + ".manifest",
                    client,
                    BUCKET,
                    isItsObject,
                    onRecord);
        }
    }

    /** Another name for each of these merchants, which transactions read from now on. */
    public void renameMerchants(String suffix) {
        produce(
                "ref.merchants",
                ReferenceData.merchants(MIX).stream()
                        .map(row -> new ReferenceData.Row(
                                row.key(), row.json().replace("\",\"category\"", suffix + "\",\"category\"")))
                        .toList());
    }

    /** Takes the S3 server down. Its objects stay. */
    public void stopS3() {
        s3.close();
    }

    /** Brings the S3 server back, at the same address. */
    public void restartS3() {
        s3 = EmbeddedS3.start(directory.resolve("s3"), s3Endpoint.getPort());
    }

    /** Has S3 refuse the keys that it took, until {@link #stopS3} and {@link #restartS3}. */
    public void revokeS3Keys() {
        s3.close();
        s3 = EmbeddedS3.start(directory.resolve("s3"), s3Endpoint.getPort(), "another-secret-key");
    }

    @Override
    public void close() {
        s3.close();
        if (kafka != null) {
            kafka.close();
        }
    }
}
