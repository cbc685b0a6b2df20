package dev.sluice.verify;

import java.util.Locale;
import java.util.Map;

/**
 * One thing that is wrong.
 *
 * @param text names the subject and says what is wrong with it, in one line
 * @param details the same by name, for programs
 */
public record Problem(Kind kind, String text, Map<String, Object> details) {

    /** What can be wrong. */
    public enum Kind {
        /** Records that the service has read, and that are nowhere. */
        LOST,
        /** Records that are in two places or more. */
        DOUBLED,
        /** An object that is announced and not in the bucket. */
        MISSING_OBJECT,
        /** An object that two manifest records announce. */
        ANNOUNCED_TWICE,
        /** An object of another length than announced. */
        WRONG_LENGTH,
        /** An object with other bytes than announced. */
        WRONG_CHECKSUM,
        /** An object that does not read as an Avro container file to its end. */
        UNREADABLE_OBJECT,
        /** An object with more or fewer records than announced. */
        WRONG_RECORDS,
        /** An object whose records come from elsewhere than announced. */
        WRONG_OFFSETS,
        /** An object of Sluice's that is not announced. */
        ORPHANED_OBJECT,
        /** An object that is not Sluice's. */
        FOREIGN_OBJECT,
        /** A manifest record that is none. */
        FOREIGN_ANNOUNCEMENT,
        /** A dead letter that does not say where it comes from. */
        FOREIGN_DEAD_LETTER;

        /** Lower snake case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
