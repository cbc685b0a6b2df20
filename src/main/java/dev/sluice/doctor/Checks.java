package dev.sluice.doctor;

import dev.sluice.doctor.Finding.Level;
import dev.sluice.objectstore.BucketProbe.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The checks before the start. Each says all that it finds, and none changes anything but for the probe in the bucket.
 */
public final class Checks {

    /** How long each of Kafka and S3 may take to answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private Checks() {}

    /** Looks at Kafka's topics; what does not answer is unknown. */
    public static List<Finding> ofKafka(DoctorTarget target) throws InterruptedException {
        try (Admin admin = Admin.create(target.kafkaAdmin())) {
            return TopicRules.check(target, new ClusterReader(admin, PATIENCE).read(TopicRules.names(target)));
        } catch (ExecutionException e) {
            return List.of(unanswered(String.valueOf(e.getCause())));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return List.of(new Finding(Level.FATAL, "Kafka", "its settings are unusable: " + cause.getMessage()));
        }
    }

    private static Finding unanswered(String why) {
        return new Finding(
                Level.UNKNOWN,
                "Kafka",
                "did not tell of its topics (" + why
                        + "); check KAFKA_BOOTSTRAP_SERVERS and the KAFKA_ settings of security, and that brokers answer");
    }

    /** What a probe of the bucket means for the service. */
    public static Finding ofBucket(DoctorTarget target, Result probe) {
        Level level = switch (probe.outcome()) {
            case SAFE -> Level.OK;
            case NOT_REMOVED -> Level.WARNING;
            case UNSAFE -> Level.FATAL;
            case REFUSED -> Level.PROBLEM;
            case UNKNOWN -> Level.UNKNOWN;
        };
        return new Finding(level, "bucket " + target.bucket(), probe.text());
    }
}
