package dev.sluice.doctor;

import java.util.Locale;

/**
 * The result of one check.
 *
 * @param subject what was checked: {@code topic transactions}
 * @param text what was found; unless all is well, also what is expected, the consequence, and the remedy
 */
public record Finding(Level level, String subject, String text) {

    /** What it means for the service, from best to worst. */
    public enum Level {
        OK,
        /** The service works, with the risk that the text names. */
        WARNING,
        /** It could not be checked, because Kafka or S3 did not answer. */
        UNKNOWN,
        /** The service starts, and is not ready until a person has corrected it. */
        PROBLEM,
        /** The service does not start, because it could not work or could not keep its guarantee. */
        FATAL;

        /** Lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Subject and text on one line. */
    @Override
    public String toString() {
        return subject + ": " + text;
    }
}
