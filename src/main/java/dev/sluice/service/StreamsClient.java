package dev.sluice.service;

import dev.sluice.config.Settings;
import dev.sluice.kstreams.GuardedClients;
import dev.sluice.kstreams.StreamThreadRestartException;
import dev.sluice.log.LogFields;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka Streams client of a service: what happens when a stream thread fails, and how the client is closed. */
final class StreamsClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsClient.class);

    private final KafkaStreams streams;
    private final CountDownLatch ended;
    private final Duration shutdownTimeout;
    private final GroupMembershipOperation onClose;

    /** A client that is not started; {@code ended} is counted down when it has ended. */
    StreamsClient(Settings settings, Topology topology, CountDownLatch ended) {
        this.ended = ended;
        shutdownTimeout = settings.operation().shutdownTimeout();
        // A static member comes back under its name. For any other, the group would wait for the session to time out.
        onClose = settings.kafka().isStaticMember()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        streams = GuardedClients.streams(topology, settings.kafka().streams());
        streams.setStateListener(this::stateChanged);
        streams.setUncaughtExceptionHandler(this::threadFailed);
    }

    KafkaStreams streams() {
        return streams;
    }

    private void stateChanged(State now, State before) {
        LOG.atInfo()
                .addKeyValue(LogFields.STATE, now)
                .addKeyValue(LogFields.PREVIOUS_STATE, before)
                .log("Kafka Streams changed its state");
        if (now == State.NOT_RUNNING || now == State.ERROR) {
            ended.countDown();
        }
    }

    /**
     * Replaces a stream thread whose work was given up on purpose. Any other failure ends the process, which is then
     * started anew: after an unexpected failure the state in memory is not trusted.
     */
    private StreamThreadExceptionResponse threadFailed(Throwable e) {
        if (StreamThreadRestartException.isCauseOf(e)) {
            LOG.warn("A commit timed out or came too late, a state was corrupted, or the clock was set back; the stream"
                    + " thread is replaced."
                    + " Nothing is lost: what was not committed is processed again");
            GuardedClients.thisThreadIsReplaced();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error(
                "A stream thread failed; the service stops. Nothing is lost: what was not committed is processed again",
                e);
        ended.countDown(); // Kafka Streams does not end its clients while the broker is unreachable.
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Commits and leaves the group, within the shutdown timeout. */
    @Override
    public void close() {
        if (!streams.close(CloseOptions.timeout(shutdownTimeout).withGroupMembershipOperation(onClose))) {
            LOG.atWarn()
                    .addKeyValue(LogFields.LIMIT, shutdownTimeout)
                    .log("Kafka Streams did not close in time; what it did not commit is processed again");
        }
    }
}
