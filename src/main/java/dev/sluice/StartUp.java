package dev.sluice;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.doctor.Checks;
import dev.sluice.doctor.DoctorTarget;
import dev.sluice.doctor.Finding;
import dev.sluice.doctor.Finding.Level;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.objectstore.S3ObjectStore;
import dev.sluice.topology.MessageLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is there before the service joins its group: the way to S3, and what the checks found.
 *
 * @param findings those that are not well, and do not keep the service from starting
 * @param ended is counted down when the service must end
 */
record StartUp(
        MicrometerMetrics metrics,
        S3ObjectStore objectStore,
        BucketWatch bucket,
        MessageLimits limits,
        List<Finding> findings,
        CountDownLatch ended) {

    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

    /**
     * Connects and checks.
     *
     * <p>What is known to be wrong for good keeps the service from starting. What S3 refuses, or does not tell, does
     * not: the service would wait for S3 if it happened later, so it does now.
     *
     * @throws SettingsException with all that keeps the service from starting
     * @throws org.apache.kafka.common.KafkaException if Kafka does not tell how large the records of its topics may be
     */
    static StartUp check(Settings settings) throws InterruptedException {
        DoctorTarget target = target(settings);
        MicrometerMetrics metrics = new MicrometerMetrics();
        S3ObjectStore objectStore = connect(settings, metrics);
        CountDownLatch ended = new CountDownLatch(1);
        BucketWatch bucket = BucketWatch.start(objectStore, target.objectFolder(), result -> {
            LOG.error("The service stops, for bucket {}: {}", target.bucket(), result.text());
            ended.countDown();
        });
        try {
            List<Finding> findings = findings(target, bucket);
            findings.removeIf(finding -> finding.level() == Level.OK);
            findings.forEach(StartUp::log);
            List<String> fatal = findings.stream()
                    .filter(finding -> finding.level() == Level.FATAL)
                    .map(Finding::toString)
                    .toList();
            if (!fatal.isEmpty()) {
                throw new SettingsException(fatal);
            }
            return new StartUp(metrics, objectStore, bucket, readLimits(settings), List.copyOf(findings), ended);
        } catch (RuntimeException | InterruptedException e) {
            bucket.close();
            objectStore.close();
            metrics.close();
            throw e;
        }
    }

    private static List<Finding> findings(DoctorTarget target, BucketWatch bucket) throws InterruptedException {
        List<Finding> findings = new ArrayList<>(Checks.ofKafka(target));
        findings.add(Checks.ofBucket(target, bucket.first(Checks.PATIENCE)));
        return findings;
    }

    /** Without them nothing can be sent safely; so a Kafka that does not answer ends the start. */
    private static MessageLimits readLimits(Settings settings) throws InterruptedException {
        try (Admin admin = Admin.create(settings.kafkaAdmin())) {
            return MessageLimits.read(
                    admin,
                    settings.topics(),
                    settings.applicationId(),
                    settings.changelogMaxMessageBytes(),
                    settings.producerBytes());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** The checks alone, with all that they find. */
    static List<Finding> diagnose(Settings settings) throws InterruptedException {
        DoctorTarget target = target(settings);
        try (MicrometerMetrics metrics = new MicrometerMetrics();
                S3ObjectStore objectStore = connect(settings, metrics);
                BucketWatch bucket = BucketWatch.start(objectStore, target.objectFolder(), result -> {})) {
            return findings(target, bucket);
        }
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
                settings.s3().bucket(),
                settings.objectPrefix().isEmpty() ? topic : settings.objectPrefix() + "/" + topic,
                settings.kafkaAdmin());
    }

    private static S3ObjectStore connect(Settings settings, MicrometerMetrics metrics) {
        try {
            return new S3ObjectStore(settings.s3(), settings.uploadThreads(), metrics);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }
}
