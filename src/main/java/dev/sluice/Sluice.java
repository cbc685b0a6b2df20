package dev.sluice;

import dev.sluice.StartUp.Connections;
import dev.sluice.batch.Backlog;
import dev.sluice.batch.BatchSettings;
import dev.sluice.batch.HeapBudget;
import dev.sluice.batch.header.Origin;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.http.HttpEndpoints;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.kstreams.GuardedClients;
import dev.sluice.kstreams.IntakeControl;
import dev.sluice.kstreams.StreamThreadRestartException;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.schema.MappingException;
import dev.sluice.metrics.Metric;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.objectstore.S3ObjectStore;
import dev.sluice.objectstore.Uploader;
import dev.sluice.topology.EtlTopology;
import dev.sluice.topology.FailurePolicy;
import dev.sluice.topology.SharedServices;
import dev.sluice.topology.TaskRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running service: made of its parts by {@link #start}, and taken apart by {@link #close}. */
public final class Sluice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sluice.class);

    private final Duration shutdownTimeout;
    private final GroupMembershipOperation onClose;
    private final Connections connections;
    private final MicrometerMetrics metrics;
    private final Uploader uploader;
    private final KafkaStreams streams;
    private final IntakeControl intake;
    private final HttpEndpoints http;
    private final CountDownLatch ended;

    /** What comes with {@code startUp} stays open when this fails. */
    Sluice(Settings settings, Mapping mapping, StartUp startUp) {
        connections = startUp.connections();
        S3ObjectStore objectStore = connections.objectStore();
        BucketWatch bucket = connections.bucket();
        metrics = connections.metrics();
        ended = startUp.ended();
        shutdownTimeout = settings.shutdownTimeout();
        // A static member comes back under its name. Of another one the group would wait for the session to time out.
        onClose = settings.isStaticMember()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        uploader = new Uploader(objectStore, settings.uploadThreads(), metrics);
        BatchSettings batching = new BatchSettings(
                Origin.pipelineOf(String.valueOf(settings.schemaFile().getFileName())),
                settings.rotation(),
                settings.codec(),
                settings.blockBytes(),
                settings.objectPrefix(),
                settings.partitionPathPattern(),
                settings.partitionPathZone());
        Backlog backlog = new Backlog(settings.backlogBytes(), settings.maxBatches());
        HeapBudget heap = new HeapBudget(settings.bufferBytes());
        TaskRegistry board = new TaskRegistry();
        Topology topology = EtlTopology.build(
                settings.topics(),
                mapping,
                new FailurePolicy(settings.retryPolicy(), settings.tombstones(), startUp.limits()),
                batching,
                settings.s3().bucket(),
                new SharedServices(uploader, heap, backlog, metrics, board));
        streams = GuardedClients.streams(topology, settings.streamsProperties());
        streams.setStateListener(this::stateChanged);
        streams.setUncaughtExceptionHandler(this::threadFailed);
        intake = IntakeControl.start(streams, new BacklogPressure(backlog));
        Readiness readiness = new Readiness(streams, uploader, bucket);
        bindMetrics(settings, mapping);
        Gauges.bind(metrics, heap, backlog, board, readiness);
        StatusPage status = new StatusPage(
                settings, mapping.fingerprint(), Instant.now(), startUp.findings(), readiness, board, backlog, metrics);
        try {
            http = HttpEndpoints.start(
                    settings.http(), metrics::scrape, status::json, readiness::live, readiness::ready);
        } catch (RuntimeException e) {
            stopWork();
            throw e;
        }
    }

    private void bindMetrics(Settings settings, Mapping mapping) {
        List<String> consumed = new ArrayList<>(settings.topics().inputs());
        consumed.add(settings.topics().retries());
        metrics.bindKafka(() -> streams.metrics().values(), consumed);
        metrics.buildInfo(Version.text(), mapping.fingerprint());
        int threads = settings.streamThreads();
        metrics.follow(Metric.STREAM_THREADS, () -> threads);
    }

    /**
     * Starts a service; it works until {@link #close}, or until it fails.
     *
     * @throws SettingsException when the output schema or the way to S3 is unusable, or a check before the start finds
     *     what the service cannot work with
     * @throws NoAnswerException if Kafka does not answer
     */
    public static Sluice start(Settings settings) throws NoAnswerException, InterruptedException {
        Mapping mapping = compileMapping(settings);
        StartUp startUp = StartUp.check(settings);
        Sluice sluice;
        try {
            sluice = new Sluice(settings, mapping, startUp);
        } catch (RuntimeException e) {
            startUp.close();
            throw e;
        }
        try {
            sluice.streams.start();
        } catch (RuntimeException e) {
            sluice.close();
            throw e;
        }
        LOG.info(
                "Started: {} to bucket {}, mapping {}; metrics and health on {}",
                settings.topics().inputs(),
                settings.s3().bucket(),
                mapping.fingerprint(),
                sluice.http.address());
        return sluice;
    }

    static Mapping compileMapping(Settings settings) {
        Mapping mapping;
        try {
            mapping = Mapping.compile(Files.readString(settings.schemaFile()), settings.mappingOptions());
        } catch (MappingException e) {
            throw new SettingsException(e.problems().stream()
                    .map(problem -> "SLUICE_SCHEMA_FILE " + settings.schemaFile() + ": " + problem)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("SLUICE_SCHEMA_FILE " + settings.schemaFile() + " cannot be read", e);
        }
        List<String> problems = new ArrayList<>();
        for (String table : mapping.lookupTables()) {
            if (!settings.topics().lookups().containsKey(table)) {
                problems.add("SLUICE_LOOKUPS names no topic for lookup table " + table
                        + ", which the mapping reads; add " + table + "=TOPIC");
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return mapping;
    }

    private void stateChanged(State now, State before) {
        LOG.info("Kafka Streams is {}, after {}", now, before);
        if (now == State.NOT_RUNNING || now == State.ERROR) {
            ended.countDown();
        }
    }

    /**
     * Ends the process, which is then started anew: a state that nobody foresaw is not carried on with. A task that was
     * given up is foreseen, and ends its thread only.
     */
    private StreamThreadExceptionResponse threadFailed(Throwable e) {
        if (StreamThreadRestartException.isCauseOf(e)) {
            LOG.warn(
                    "A commit timed out or came too late, or a state was corrupted; the stream thread is replaced. Nothing is"
                            + " lost: what was not committed is redone");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("A stream thread failed; the service stops. Nothing is lost: what was not committed is redone", e);
        ended.countDown(); // for Kafka Streams does not end its clients as long as the broker is away
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Where metrics and health are served, with the real port. */
    public InetSocketAddress httpAddress() {
        return http.address();
    }

    /** Waits until the service has ended; true when it was closed, false when it failed. */
    public boolean awaitTermination() throws InterruptedException {
        ended.await();
        return streams.state() == State.NOT_RUNNING;
    }

    /**
     * Commits what is under way and stops, within the shutdown timeout. Sealed batches are uploaded by the successor.
     */
    @Override
    public void close() {
        stopWork();
        http.close();
        connections.close();
    }

    private void stopWork() {
        intake.close();
        if (!streams.close(CloseOptions.timeout(shutdownTimeout).withGroupMembershipOperation(onClose))) {
            LOG.warn("Kafka Streams has not closed within {}; what it did not commit is redone", shutdownTimeout);
        }
        uploader.close();
    }
}
