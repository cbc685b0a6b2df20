package dev.sluice.mapping;

import dev.sluice.mapping.TimeType.Clock;
import dev.sluice.mapping.plan.EpochUnit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * One of the ways in which RFC 3339 lets a time be written, by {@code java.time}.
 *
 * @param separator between date and time
 * @param zero the offset's name where it is none
 * @param offsetMinutes from UTC
 * @param zeros after the decimals that are needed
 */
record TimeText(String separator, String zero, int offsetMinutes, int zeros) {

    static Arbitrary<TimeText> any() {
        return Combinators.combine(
                        Arbitraries.of("T", "t", " "),
                        Arbitraries.of("Z", "z", "+00:00", "-00:00"),
                        Arbitraries.oneOf(
                                Arbitraries.just(0), Arbitraries.integers().between(-1439, 1439)),
                        Arbitraries.integers().between(0, 12))
                .as(TimeText::new);
    }

    /** The text of a number of the clock's own units. */
    String write(long value, Clock clock) {
        if (clock == Clock.DATE) {
            return LocalDate.ofEpochDay(value).toString();
        }
        long perSecond = clock.unit.perSecond();
        long second = Math.floorDiv(value, perSecond);
        int nanos = (int) (Math.floorMod(value, perSecond) * (EpochUnit.NANOS.perSecond() / perSecond));
        LocalDateTime utc = LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC);
        if (clock.isTimeOfDay()) {
            return time(utc);
        }
        LocalDateTime there = clock.isInstant() ? utc.plusMinutes(offsetMinutes) : utc;
        boolean fits = there.getYear() >= 1 && there.getYear() <= 9999;
        LocalDateTime shown = fits ? there : utc;
        String zone = !clock.isInstant() ? "" : fits && offsetMinutes != 0 ? offset() : zero;
        return shown.toLocalDate() + separator + time(shown) + zone;
    }

    private String time(LocalDateTime time) {
        String digits = String.format("%09d", time.getNano()).replaceAll("0+$", "") + "0".repeat(zeros);
        String seconds =
                DateTimeFormatter.ISO_LOCAL_TIME.format(time.toLocalTime().withNano(0));
        return digits.isEmpty() ? seconds : seconds + "." + digits;
    }

    private String offset() {
        int minutes = Math.abs(offsetMinutes);
        return String.format("%s%02d:%02d", offsetMinutes < 0 ? "-" : "+", minutes / 60, minutes % 60);
    }
}
