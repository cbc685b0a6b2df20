package dev.sluice.service;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.doctor.Checks;
import dev.sluice.doctor.Checks.KafkaReport;
import dev.sluice.doctor.DoctorTarget;
import dev.sluice.doctor.Finding;
import dev.sluice.doctor.Finding.Level;
import dev.sluice.mapping.Mapping;
import dev.sluice.metrics.SluiceMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The checks of the start without the start: mapping, Kafka and bucket, with everything that they find. */
public final class Diagnosis {

    private Diagnosis() {}

    /** Checks all; what does not answer in time is a finding, too. */
    public static List<Finding> run(Settings settings) throws InterruptedException {
        DoctorTarget target = target(settings);
        List<Finding> findings = new ArrayList<>(ofMapping(settings));
        try (Connections connections =
                Connections.open(settings, SluiceMetrics.NONE, target.objectFolder(), unsafe -> {})) {
            findings.addAll(of(target, Checks.ofKafka(target, Checks.PATIENCE), connections.bucket()));
        }
        return findings;
    }

    /** The findings of {@link ConfiguredMapping}, which the service compiles before it connects. */
    static List<Finding> ofMapping(Settings settings) {
        try {
            Mapping mapping = ConfiguredMapping.compile(settings);
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

    /** What Kafka's checks found, and what the bucket's first probe found. */
    static List<Finding> of(DoctorTarget target, KafkaReport kafka, BucketWatch bucket) throws InterruptedException {
        List<Finding> findings = new ArrayList<>(kafka.findings());
        findings.add(Checks.ofBucket(target, bucket.first(Checks.PATIENCE)));
        return findings;
    }

    static DoctorTarget target(Settings settings) {
        String topic = settings.topics().inputs().get(0);
        return new DoctorTarget(
                settings.applicationId(),
                settings.topics(),
                new DoctorTarget.Producing(
                        settings.kafka().transactionTimeoutMillis(),
                        settings.kafka().changelogMaxMessageBytes(),
                        settings.kafka().producerBytes()),
                settings.landing().s3().bucket(),
                settings.landing().prefix().isEmpty()
                        ? topic
                        : settings.landing().prefix() + "/" + topic,
                settings.kafka().admin());
    }
}
