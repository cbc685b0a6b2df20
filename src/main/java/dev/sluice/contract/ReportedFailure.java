package dev.sluice.contract;

import dev.sluice.failure.Failure;

/**
 * A failure as headers report it.
 *
 * @param reason the label of a {@link dev.sluice.failure.FailureReason}; another version's may be unknown here
 * @param path the output field at fault, dotted from the root record; empty for the whole record
 * @param message without any payload value; empty when none was written
 */
public record ReportedFailure(String reason, String path, String message) {

    /** The reason when no header gives one. */
    public static final String UNKNOWN_REASON = "unknown";

    public static ReportedFailure of(Failure failure) {
        return new ReportedFailure(failure.reason().label(), failure.path(), failure.message());
    }
}
