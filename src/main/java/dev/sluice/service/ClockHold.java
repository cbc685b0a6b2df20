package dev.sluice.service;

import dev.sluice.config.Settings;
import dev.sluice.doctor.Checks;
import dev.sluice.doctor.Checks.KafkaReport;
import dev.sluice.doctor.DoctorTarget;
import dev.sluice.doctor.Finding;
import dev.sluice.http.Health;
import dev.sluice.http.HttpEndpoints;
import dev.sluice.http.Response;
import dev.sluice.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a service, alive and not ready, while its clock is too far ahead of the cluster's. Brokers would refuse its records,
 * and it would end and be started again and again.
 */
final class ClockHold {

    private static final Logger LOG = LoggerFactory.getLogger(ClockHold.class);
    private static final long INTERVAL_SECONDS = 5;

    private ClockHold() {}

    /** Returns when Kafka says that the clocks agree. */
    static void await(Settings settings, Finding problem) throws InterruptedException {
        DoctorTarget target = Diagnosis.target(settings);
        LOG.error("The service waits: {}", problem);
        Health waits = new Health(false, List.of(problem.toString()));
        HttpEndpoints http = HttpEndpoints.start(
                settings.operation().http(),
                List.of(
                        new Route("/health/live", () -> Response.health(Health.OK)),
                        new Route("/health/ready", () -> Response.health(waits))));
        try {
            KafkaReport report;
            do {
                TimeUnit.SECONDS.sleep(INTERVAL_SECONDS);
                report = Checks.ofKafka(target, Checks.PATIENCE);
            } while (report.unanswered() != null || report.clockProblem() != null);
            LOG.info("The clocks agree; the service starts");
        } finally {
            http.close();
        }
    }
}
