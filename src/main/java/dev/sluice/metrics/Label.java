package dev.sluice.metrics;

import dev.sluice.failure.FailureReason;
import dev.sluice.failure.FailureReason.Category;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A label of a metric, with the values that it takes. */
enum Label {
    DEAD_LETTER_REASON(
            "reason",
            "reason of dead letters",
            Arrays.stream(FailureReason.values()).map(FailureReason::label)),
    RETRY_REASON(
            "reason",
            "reason of retries",
            Arrays.stream(FailureReason.values())
                    .filter(reason -> reason.category() == Category.RETRIABLE)
                    .map(FailureReason::label)),
    SEAL_REASON(
            "reason",
            "reason of sealed batches",
            Stream.of("records", "bytes", "age", "backlog", "open_batches", "offset_ranges")),
    S3_OPERATION("operation", "operation", Arrays.stream(S3Operation.values()).map(S3Operation::label)),
    S3_STATUS("status", "status", Arrays.stream(S3Status.values()).map(S3Status::label)),

    LOOKUP_TABLE("table"),
    VERSION("version"),
    MAPPING("mapping");

    private final String key;
    private final String title;
    private final List<String> values;

    /** A label whose values are known: each series exists from the start. */
    Label(String key, String title, Stream<String> values) {
        this.key = key;
        this.title = title;
        this.values = values.toList();
    }

    /** A label whose values come at run time. */
    Label(String key) {
        this(key, key, Stream.of());
    }

    /** The label's name in {@code /metrics}. */
    String key() {
        return key;
    }

    /** The name in the reference, where labels of one key differ in their values. */
    String title() {
        return title;
    }

    /** Every value that it takes; empty when they come at run time. */
    List<String> known() {
        return values;
    }

    boolean isOpen() {
        return values.isEmpty();
    }
}
