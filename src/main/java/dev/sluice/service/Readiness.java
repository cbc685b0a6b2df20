package dev.sluice.service;

import dev.sluice.http.Health;
import dev.sluice.objectstore.Uploader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/** The answers to the two health questions, as of now. */
record Readiness(KafkaStreams streams, Uploader uploader, BucketWatch bucket) {

    /**
     * Not live only when a new process is the remedy: Kafka Streams has stopped, and does not start again. A condition
     * that passes by itself, or that a person must mend outside of the process, does not make it dead: a restart would
     * cost the group a rebalance and change nothing.
     */
    Health live() {
        State state = streams.state();
        return state == State.ERROR || state == State.PENDING_ERROR || state == State.NOT_RUNNING
                ? new Health(false, List.of("Kafka Streams is " + state))
                : Health.OK;
    }

    /** Whether S3 refuses requests until a person changes something. */
    boolean isRefused() {
        return uploader.refusal() != null || bucket.isRefused();
    }

    /** Not ready until lookup tables are loaded and partitions assigned, and while S3 cannot be used; with reasons. */
    Health ready() {
        List<String> reasons = new ArrayList<>();
        State state = streams.state();
        if (state != State.RUNNING) {
            reasons.add("Kafka Streams is " + state);
        }
        if (streams.isPaused()) {
            reasons.add("intake is paused by backpressure until the backlog has been uploaded to S3");
        }
        String refusal = uploader.refusal();
        if (refusal != null) {
            reasons.add(refusal);
        }
        String doubt = bucket.doubt();
        if (doubt != null) {
            reasons.add(doubt);
        }
        return new Health(reasons.isEmpty(), reasons);
    }
}
