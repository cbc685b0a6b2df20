package dev.sluice.chaos;

import static org.awaitility.Awaitility.await;

import dev.sluice.testing.BrokerProcess;
import dev.sluice.testing.Feeder;
import dev.sluice.testing.Patience;
import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A broker process, S3, a feeder that never rests, and as many instances of the service as a test asks for. */
final class Cluster implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final String SESSION_TIMEOUT_MILLIS = "6000";
    private static final String TRANSACTION_TIMEOUT_MILLIS = "8000";
    private static final int FED_AT_ONCE = 200;

    private final Path directory;
    private final Path logs;
    private final String protocol;
    private final BrokerProcess broker;
    private final TransactionRig rig;
    private final PutLog puts = new PutLog();
    private final List<Instance> instances = new ArrayList<>();
    private final AtomicLong fed = new AtomicLong();
    private final long startNanos = System.nanoTime();
    private @Nullable Feeder feeder;

    /** @param protocol Kafka Streams' {@code group.protocol}: {@code classic} or {@code streams} */
    Cluster(Path directory, Path logs, long seed, String protocol) throws Exception {
        this.directory = directory;
        this.logs = Files.createDirectories(logs);
        this.protocol = protocol;
        broker = new BrokerProcess(directory.resolve("kafka"), logs.resolve("broker.log"));
        rig = new TransactionRig(directory, seed, broker.bootstrapServers(), PARTITIONS);
    }

    BrokerProcess broker() {
        return broker;
    }

    List<Instance> instances() {
        return instances;
    }

    TransactionRig rig() {
        return rig;
    }

    PutLog puts() {
        return puts;
    }

    /** What {@code sluice verify} finds wrong with an application; empty when it says that all is whole. */
    List<String> verify(String application) throws IOException, InterruptedException {
        return VerifyProcess.problems(rig, application, puts.foreign(), logs);
    }

    /** An instance that is not started yet. */
    Instance instance(String name) throws IOException {
        FaultyS3 s3 = new FaultyS3(rig.s3Endpoint(), puts, this::putForeignObject);
        Map<String, String> env = rig.environment();
        env.put("SLUICE_ROTATE_RECORDS", "400");
        env.put("SLUICE_ROTATE_AGE", "2s");
        env.put("SLUICE_S3_REQUEST_TIMEOUT", "5s");
        env.put("KAFKA_COMMIT_INTERVAL_MS", "500");
        env.put("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", TRANSACTION_TIMEOUT_MILLIS);
        env.put("KAFKA_GROUP_PROTOCOL", protocol);
        if (protocol.equals("classic")) {
            env.put("KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", SESSION_TIMEOUT_MILLIS);
            // Else an instance without local state gets no task before the group's next look at it.
            env.put("KAFKA_ACCEPTABLE_RECOVERY_LAG", Long.toString(Long.MAX_VALUE));
        }
        Instance instance = new Instance(name, directory, logs, s3, env);
        instances.add(instance);
        return instance;
    }

    private void putForeignObject(String key) {
        try (S3Client client = rig.s3()) {
            client.putObject(
                    request -> request.bucket(TransactionRig.BUCKET).key(key), RequestBody.fromString(foreign(key)));
        }
    }

    /** What a foreign object holds. */
    static String foreign(String key) {
        return "not Sluice's: " + key;
    }

    /** Feeds some that many transactions a second until {@link #stopFeeding}. */
    void startFeeding(int perSecond) {
        feeder = new Feeder(
                () -> fed.addAndGet(rig.feedWhatIsTaken(FED_AT_ONCE)),
                Duration.ofSeconds(1).multipliedBy(FED_AT_ONCE).dividedBy(perSecond));
    }

    void stopFeeding() throws InterruptedException {
        Objects.requireNonNull(feeder, "not started").stop();
    }

    /** Feeds one instance until its log has that line, and on, until all is landed. */
    void feedPast(String line, Instance instance) throws Exception {
        startFeeding(500);
        await().until(() -> Files.readString(instance.log()).contains(line));
        int objects = puts.objects();
        await().until(() -> puts.objects() > objects + 20);
        stopFeeding();
        Verdict.await(this, TransactionRig.APPLICATION, Set.of(), List.of(instance), Patience.SOON);
    }

    /** Lets a fault last. Only the time tells a short one from a long one: there is nothing to wait for. */
    static void letPass(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** Whether one of an instance's producers is in a transaction, as the broker says. */
    boolean isInTransaction(Instance instance) throws InterruptedException, ExecutionException, IOException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return OpenTransactions.isOngoing(admin, instance.processId());
        }
    }

    /** One line about one fault. */
    synchronized void report(String fault, String outcome, Object... arguments) {
        System.out.printf(
                Locale.ROOT,
                "%6.1f s  %-46s %s; %,d records in, %,d objects%n",
                (System.nanoTime() - startNanos) / 1e9,
                fault,
                outcome.formatted(arguments),
                fed.get(),
                puts.objects());
    }

    /** What a test does to a cluster. */
    interface Trial {
        void run() throws Exception;
    }

    /**
     * Runs it. When it fails, the failure says where each instance and the broker stand; the instances' threads go to
     * their logs, and every transaction to a file beside them.
     */
    void withEvidence(Trial trial) throws Exception {
        try {
            trial.run();
        } catch (Throwable e) {
            List<String> evidence = new ArrayList<>();
            instances.forEach(instance -> evidence.addAll(instance.evidence()));
            instances.forEach(Instance::dumpThreads);
            evidence.addAll(transactions());
            throw new AssertionError(e.getMessage() + "\n" + String.join("\n", evidence), e);
        }
    }

    /** Each partition that a transaction holds up. */
    private List<String> transactions() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<String> all = OpenTransactions.describe(admin);
            Files.write(logs.resolve("transactions.txt"), all);
            return all.stream().filter(OpenTransactions::isHoldUp).toList();
        } catch (IOException | ExecutionException e) {
            return List.of("cannot say which transactions are open: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void close() {
        if (feeder != null) {
            feeder.close();
        }
        instances.forEach(Instance::close);
        rig.close();
        broker.close();
    }
}
