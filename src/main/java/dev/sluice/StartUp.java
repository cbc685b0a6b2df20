package dev.sluice;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.contract.MessageLimits;
import dev.sluice.doctor.Checks;
import dev.sluice.doctor.Checks.KafkaReport;
import dev.sluice.doctor.DoctorTarget;
import dev.sluice.doctor.Finding;
import dev.sluice.doctor.Finding.Level;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.mapping.Mapping;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.objectstore.BucketProbe.Result;
import dev.sluice.objectstore.S3ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is there before the service joins its group: the way to S3, and what the checks found.
 *
 * @param findings those that are not well, and do not keep the service from starting
 * @param ended is counted down when the service must end
 */
record StartUp(Connections connections, MessageLimits limits, List<Finding> findings, CountDownLatch ended)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

    /** The open way to S3, watched and measured. */
    record Connections(MicrometerMetrics metrics, S3ObjectStore objectStore, BucketWatch bucket)
            implements AutoCloseable {

        static Connections open(Settings settings, DoctorTarget target, Consumer<Result> onUnsafe) {
            MicrometerMetrics metrics = new MicrometerMetrics();
            try {
                S3ObjectStore objectStore = new S3ObjectStore(settings.s3(), settings.uploadThreads(), metrics);
                return new Connections(
                        metrics, objectStore, BucketWatch.start(objectStore, target.objectFolder(), onUnsafe));
            } catch (IllegalArgumentException e) {
                metrics.close();
                throw new SettingsException(List.of(String.valueOf(e.getMessage())));
            }
        }

        @Override
        public void close() {
            bucket.close();
            objectStore.close();
            metrics.close();
        }
    }

    /**
     * Connects and checks.
     *
     * <p>What is known to be wrong for good keeps the service from starting. What S3 refuses, or does not tell, does
     * not: the service would wait for S3 if it happened later, so it does now. A Kafka that does not answer does, after
     * the patience of Kafka's own client, for without its limits nothing can be sent safely.
     *
     * @throws SettingsException with all that keeps the service from starting, or if there can be no local state
     * @throws NoAnswerException if Kafka does not answer
     */
    static StartUp check(Settings settings) throws NoAnswerException, InterruptedException {
        makeStateDirectory(settings.stateDirectory());
        DoctorTarget target = target(settings);
        CountDownLatch ended = new CountDownLatch(1);
        Connections connections = Connections.open(settings, target, result -> {
            LOG.error("The service stops, for bucket {}: {}", target.bucket(), result.text());
            ended.countDown();
        });
        try {
            KafkaReport kafka = Checks.ofKafka(target, null);
            List<Finding> findings = judge(target, kafka, connections.bucket());
            return new StartUp(connections, Objects.requireNonNull(kafka.limits()), findings, ended);
        } catch (Exception e) {
            connections.close();
            throw e;
        }
    }

    /** Kafka Streams would make it, too, and name no variable where it cannot. */
    static void makeStateDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) { // of a link to one, createDirectories complains
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new SettingsException(List.of("SLUICE_STATE_DIRECTORY is \"" + directory
                    + "\": it cannot be created; it must be a directory that this process may write to"));
        }
    }

    private static List<Finding> judge(DoctorTarget target, KafkaReport kafka, BucketWatch bucket)
            throws NoAnswerException, InterruptedException {
        if (kafka.unanswered() != null) {
            throw new NoAnswerException(kafka.unanswered().toString(), null);
        }
        List<Finding> findings = all(target, kafka, bucket);
        findings.removeIf(finding -> finding.level() == Level.OK);
        findings.forEach(StartUp::log);
        List<String> fatal = findings.stream()
                .filter(finding -> finding.level() == Level.FATAL)
                .map(Finding::toString)
                .toList();
        if (!fatal.isEmpty()) {
            throw new SettingsException(fatal);
        }
        return List.copyOf(findings);
    }

    /** The checks alone, with all that they find. */
    static List<Finding> diagnose(Settings settings) throws InterruptedException {
        DoctorTarget target = target(settings);
        List<Finding> findings = new ArrayList<>(ofMapping(settings));
        try (Connections connections = Connections.open(settings, target, result -> {})) {
            findings.addAll(all(target, Checks.ofKafka(target, Checks.PATIENCE), connections.bucket()));
        }
        return findings;
    }

    /** What {@link Sluice#start} would refuse before it asks anybody. */
    static List<Finding> ofMapping(Settings settings) {
        try {
            Mapping mapping = Sluice.compileMapping(settings);
            String tables = String.join(", ", new TreeSet<>(mapping.lookupTables()));
            return List.of(new Finding(
                    Level.OK,
                    "mapping",
                    mapping.fields().size() + " fields"
                            + (tables.isEmpty() ? "" : ", which read the lookup tables " + tables)));
        } catch (SettingsException e) {
            return e.problems().stream()
                    .map(problem -> new Finding(Level.FATAL, "mapping", problem))
                    .toList();
        }
    }

    private static List<Finding> all(DoctorTarget target, KafkaReport kafka, BucketWatch bucket)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>(kafka.findings());
        findings.add(Checks.ofBucket(target, bucket.first(Checks.PATIENCE)));
        return findings;
    }

    private static void log(Finding finding) {
        switch (finding.level()) {
            case OK, FATAL -> {
                // Nobody needs to be told of the one, and the exception tells of the other.
            }
            case WARNING, UNKNOWN -> LOG.warn("Check before the start: {}", finding);
            case PROBLEM -> LOG.error("Check before the start: {}", finding);
        }
    }

    private static DoctorTarget target(Settings settings) {
        String topic = settings.topics().inputs().get(0);
        return new DoctorTarget(
                settings.applicationId(),
                settings.topics(),
                settings.transactionTimeoutMillis(),
                settings.changelogMaxMessageBytes(),
                settings.producerBytes(),
                settings.s3().bucket(),
                settings.objectPrefix().isEmpty() ? topic : settings.objectPrefix() + "/" + topic,
                settings.kafkaAdmin());
    }

    @Override
    public void close() {
        connections.close();
    }
}
