package dev.sluice.doctor;

import java.util.Locale;

/**
 * What one check found.
 *
 * @param subject what was looked at: {@code topic transactions}
 * @param text what was found; unless all is well, also what is expected, what follows, and the remedy
 */
public record Finding(Level level, String subject, String text) {

    /** What it means for the service, from good to bad. */
    public enum Level {
        OK,
        /** The service works, with the risk that the text tells. */
        WARNING,
        /** It could not be looked at. */
        UNKNOWN,
        /** The service starts, and is not ready until somebody has mended it. */
        PROBLEM,
        /** The service does not start: it could not work, or could not keep its guarantee. */
        FATAL;

        /** Lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Both in one line. */
    @Override
    public String toString() {
        return subject + ": " + text;
    }
}
