package dev.sluice.service;

import dev.sluice.config.SettingNames;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.doctor.Checks;
import dev.sluice.doctor.Checks.KafkaReport;
import dev.sluice.doctor.DoctorTarget;
import dev.sluice.doctor.Finding;
import dev.sluice.doctor.Finding.Level;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.log.LogFields;
import dev.sluice.metrics.MicrometerMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service that has been checked and has not joined its group: its metrics, its connections, and the findings.
 *
 * @param kafka what the topics accept, and where records may come from
 * @param findings those of level warning, unknown and problem, with which the service starts
 * @param ended is counted down when the service must end
 */
record StartUp(
        MicrometerMetrics metrics,
        Connections connections,
        KafkaReport kafka,
        List<Finding> findings,
        CountDownLatch ended)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

    StartUp {
        findings = List.copyOf(findings);
    }

    /**
     * Connects and checks.
     *
     * <p>A fatal finding keeps the service from starting. A bucket that refuses requests or does not answer does not:
     * the service waits for S3, as it does when S3 fails later. A Kafka that does not answer within the time-out of
     * Kafka's client keeps it from starting, because the limits of its topics are unknown.
     *
     * @throws SettingsException with every fatal finding, or if the state directory cannot be created
     * @throws AccessException if Kafka does not answer
     */
    static StartUp check(Settings settings) throws AccessException, InterruptedException {
        makeStateDirectory(settings.operation().stateDirectory());
        DoctorTarget target = Diagnosis.target(settings);
        CountDownLatch ended = new CountDownLatch(1);
        MicrometerMetrics metrics = new MicrometerMetrics();
        Connections connections = null;
        try {
            connections = Connections.open(settings, metrics, target.objectFolder(), unsafe -> {
                LOG.atError()
                        .addKeyValue(LogFields.BUCKET, target.bucket())
                        .addKeyValue(LogFields.REASON, unsafe.text())
                        .log("The bucket is unsafe; the service stops");
                ended.countDown();
            });
            KafkaReport kafka = Checks.ofKafka(target, null);
            List<Finding> findings = judge(target, kafka, connections.bucket());
            return new StartUp(metrics, connections, kafka, findings, ended);
        } catch (Exception e) {
            if (connections != null) {
                connections.close();
            }
            metrics.close();
            throw e;
        }
    }

    /** Creates the directory; Kafka Streams would, too, but its error does not name the setting. */
    static void makeStateDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) { // createDirectories refuses a link to a directory.
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new SettingsException(List.of(SettingNames.STATE_DIRECTORY + " is \"" + directory
                    + "\": it cannot be created; it must be a directory that this process may write to"));
        }
    }

    private static List<Finding> judge(DoctorTarget target, KafkaReport kafka, BucketWatch bucket)
            throws AccessException, InterruptedException {
        Finding unanswered = kafka.unanswered();
        if (unanswered != null) {
            throw new NoAnswerException(unanswered.toString(), null);
        }
        List<Finding> findings = Diagnosis.of(target, kafka, bucket).stream()
                .filter(finding -> finding.level() != Level.OK)
                .toList();
        findings.forEach(StartUp::log);
        List<String> fatal = findings.stream()
                .filter(finding -> finding.level() == Level.FATAL)
                .map(Finding::toString)
                .toList();
        if (!fatal.isEmpty()) {
            throw new SettingsException(fatal);
        }
        return findings;
    }

    private static void log(Finding finding) {
        switch (finding.level()) {
            case OK, FATAL -> {} // The exception reports what is fatal.
            case WARNING, UNKNOWN -> LOG.warn("Check before the start: {}", finding);
            case PROBLEM -> LOG.error("Check before the start: {}", finding);
        }
    }

    @Override
    public void close() {
        connections.close();
        metrics.close();
    }
}
