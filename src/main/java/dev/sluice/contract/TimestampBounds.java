package dev.sluice.contract;

/**
 * Which timestamps the broker takes in a topic; a record with another is refused, and its transaction with it.
 *
 * @param beforeMillis how far before the broker's clock: {@code message.timestamp.before.max.ms}
 * @param afterMillis how far after it: {@code message.timestamp.after.max.ms}
 */
public record TimestampBounds(long beforeMillis, long afterMillis) {

    /** Kafka's defaults, since 3.6. */
    public static final TimestampBounds DEFAULT = new TimestampBounds(Long.MAX_VALUE, 3_600_000);

    /** How much the broker's clock may differ from ours, and the time that a record is under way. */
    private static final long TOLERANCE_MILLIS = 300_000;

    /** The timestamp, if the broker takes it for sure, else now. */
    public long takenFor(long timestamp, long nowMillis) {
        boolean isTaken = nowMillis - timestamp <= Math.max(0, beforeMillis - TOLERANCE_MILLIS)
                && timestamp - nowMillis <= Math.max(0, afterMillis - TOLERANCE_MILLIS);
        return isTaken ? timestamp : nowMillis;
    }
}
