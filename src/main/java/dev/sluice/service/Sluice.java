package dev.sluice.service;

import dev.sluice.config.SettingNames;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.doctor.Finding;
import dev.sluice.http.HttpEndpoints;
import dev.sluice.http.Response;
import dev.sluice.http.Route;
import dev.sluice.kafka.AccessException;
import dev.sluice.kstreams.IntakeControl;
import dev.sluice.log.LogFields;
import dev.sluice.mapping.Mapping;
import dev.sluice.metrics.Metric;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.service.StatusReport.BucketLocation;
import dev.sluice.status.Status;
import dev.sluice.status.StatusJson;
import dev.sluice.topology.SharedServices;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running service: it works from {@link #start} until it is closed, or fails. */
public final class Sluice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sluice.class);

    private final StartUp startUp;
    private final SharedServices shared;
    private final StreamsClient client;
    private final IntakeControl intake;
    private final HttpEndpoints http;
    private final CountDownLatch ended;

    /** A service that has not joined its group yet. If this fails, {@code startUp} stays open. */
    Sluice(Settings settings, Mapping mapping, StartUp startUp) {
        this.startUp = startUp;
        ended = startUp.ended();
        shared = ServiceTopology.shared(settings, startUp.connections().objectStore(), startUp.metrics());
        client = new StreamsClient(settings, ServiceTopology.of(settings, mapping, startUp.kafka(), shared), ended);
        intake = IntakeControl.start(client.streams(), new BacklogPressure(shared.backlog()));
        Readiness readiness = new Readiness(
                client.streams(), shared.uploader(), startUp.connections().bucket());
        bindMetrics(settings, mapping, readiness);
        StatusReport status = new StatusReport(
                instance(settings, mapping),
                new BucketLocation(
                        settings.landing().s3().bucket(), settings.landing().prefix()),
                startUp.findings().stream().map(Finding::toString).toList(),
                readiness,
                shared.registry(),
                shared.backlog(),
                startUp.metrics());
        try {
            http = HttpEndpoints.start(settings.operation().http(), routes(startUp.metrics(), status, readiness));
        } catch (UncheckedIOException e) {
            stopWork();
            throw new SettingsException(List.of(SettingNames.HTTP_ADDRESS + " is unusable: " + e.getMessage()
                    + "; set an address of this host and a free port"));
        } catch (RuntimeException e) {
            stopWork();
            throw e;
        }
    }

    private static Status.Instance instance(Settings settings, Mapping mapping) {
        return new Status.Instance(
                settings.applicationId(),
                Version.text(),
                Instant.now(),
                settings.conversion().schemaFile().toString(),
                mapping.fingerprint(),
                settings.topics().inputs());
    }

    private static List<Route> routes(MicrometerMetrics metrics, StatusReport status, Readiness readiness) {
        return List.of(
                new Route("/metrics", () -> Response.prometheus(metrics.scrape())),
                new Route("/status", () -> Response.json(StatusJson.pretty(status.at(Instant.now())))),
                new Route("/health/live", () -> Response.health(readiness.live())),
                new Route("/health/ready", () -> Response.health(readiness.ready())));
    }

    private void bindMetrics(Settings settings, Mapping mapping, Readiness readiness) {
        MicrometerMetrics metrics = startUp.metrics();
        metrics.bindJvm();
        List<String> consumed = new ArrayList<>(settings.topics().inputs());
        consumed.add(settings.topics().retries());
        metrics.bindKafka(() -> client.streams().metrics().values(), consumed);
        metrics.follow(Metric.BUILD_INFO, () -> 1, Version.text(), mapping.fingerprint());
        int threads = settings.kafka().streamThreads();
        metrics.follow(Metric.STREAM_THREADS, () -> threads);
        Gauges.bind(metrics, shared, readiness);
    }

    /**
     * Checks, connects and starts a service.
     *
     * @throws SettingsException if the mapping or the connection to S3 is unusable, or a check is fatal
     * @throws AccessException if Kafka does not answer
     */
    public static Sluice start(Settings settings) throws AccessException, InterruptedException {
        Mapping mapping = ConfiguredMapping.compile(settings);
        StartUp startUp = checked(settings);
        Sluice sluice;
        try {
            sluice = new Sluice(settings, mapping, startUp);
        } catch (RuntimeException e) {
            startUp.close();
            throw e;
        }
        try {
            sluice.client.streams().start();
        } catch (RuntimeException e) {
            sluice.close();
            throw e;
        }
        LOG.atInfo()
                .addKeyValue(LogFields.APPLICATION_ID, settings.applicationId())
                .addKeyValue(LogFields.TOPIC, settings.topics().inputs())
                .addKeyValue(LogFields.BUCKET, settings.landing().s3().bucket())
                .addKeyValue(LogFields.MAPPING, mapping.fingerprint())
                .addKeyValue(LogFields.ADDRESS, sluice.http.address())
                .log("Started");
        return sluice;
    }

    private static StartUp checked(Settings settings) throws AccessException, InterruptedException {
        while (true) {
            StartUp startUp = StartUp.check(settings);
            Finding clock = startUp.kafka().clockProblem();
            if (clock == null) {
                return startUp;
            }
            startUp.close();
            ClockHold.await(settings, clock);
        }
    }

    /** The address of metrics, status and health, with the real port. */
    public InetSocketAddress httpAddress() {
        return http.address();
    }

    /** Waits until the service has ended; true when it was closed, false when it failed. */
    public boolean awaitTermination() throws InterruptedException {
        ended.await();
        return client.streams().state() == State.NOT_RUNNING;
    }

    /** Commits open work and stops, within the shutdown timeout. The successor uploads sealed batches. */
    @Override
    public void close() {
        stopWork();
        http.close();
        startUp.close();
    }

    private void stopWork() {
        intake.close();
        client.close();
        shared.uploader().close();
    }
}
