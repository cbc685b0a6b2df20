package dev.sluice.mapping.text;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the local times of a zone become instants.
 *
 * @param shiftsGaps whether a time that the zone's clocks leave out is moved on by the length of the gap; else it is
 *     refused
 * @param overlap which of two instants a time means that the clocks show twice; null to refuse it
 */
public record ZoneRule(
        ZoneId zone, boolean shiftsGaps, @Nullable Overlap overlap) {

    /** There is no instant. */
    public static final long NONE = Long.MIN_VALUE;

    /** Which of two instants. */
    public enum Overlap {
        EARLIER,
        LATER
    }

    /** The seconds since the epoch of a local time, given as if it were in UTC; {@link #NONE} if it is refused. */
    public long epochSecond(long localSecond) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return switch (offsets.size()) {
            case 1 -> localSecond - offsets.get(0).getTotalSeconds();
            case 0 ->
                shiftsGaps
                        ? localSecond
                                - zone.getRules()
                                        .getTransition(local)
                                        .getOffsetBefore()
                                        .getTotalSeconds()
                        : NONE;
            default ->
                overlap == null
                        ? NONE
                        : localSecond - offsets.get(overlap.ordinal()).getTotalSeconds();
        };
    }

    /** The seconds since the epoch at which a day begins. */
    public long startOfDay(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toEpochSecond();
    }
}
