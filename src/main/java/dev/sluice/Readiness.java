package dev.sluice;

import dev.sluice.http.Health;
import dev.sluice.objectstore.Uploader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/** Whether the service lives, and whether it does its work, as of now. */
record Readiness(KafkaStreams streams, Uploader uploader, BucketWatch bucket) {

    /**
     * False when only a new process would help: Kafka Streams has stopped, and does not start again. Whatever passes by
     * itself, or waits for a person to mend something outside, is none of liveness' business; a restart would cost the
     * group a rebalance and mend nothing.
     */
    Health live() {
        State state = streams.state();
        return state == State.ERROR || state == State.PENDING_ERROR || state == State.NOT_RUNNING
                ? new Health(false, List.of("Kafka Streams is " + state))
                : Health.OK;
    }

    /** Whether S3 refuses what only a person can mend. */
    boolean isRefused() {
        return uploader.refusal() != null || bucket.isRefused();
    }

    /** False until lookup tables are loaded and partitions assigned, and while S3 is in the way; with the reasons. */
    Health ready() {
        List<String> reasons = new ArrayList<>();
        State state = streams.state();
        if (state != State.RUNNING) {
            reasons.add("Kafka Streams is " + state);
        }
        if (streams.isPaused()) {
            reasons.add("intake is paused until S3 takes what waits for it");
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
