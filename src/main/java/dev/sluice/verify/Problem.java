package dev.sluice.verify;

import java.util.Locale;
import java.util.Map;

/**
 * One problem that a verification has found.
 *
 * @param text names the subject and says what is wrong with it, in one line
 * @param details the parts of the text by name, for programs
 */
public record Problem(Kind kind, String text, Map<String, Object> details) {

    /** What can be wrong with records and objects. */
    public enum Kind {
        /** Records that the service has read and that are in no place. */
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
        /** An object that S3 refuses to tell of or breaks off, or that does not read as a file of its format to its end. */
        UNREADABLE_OBJECT,
        /** An object with more or fewer records than announced. */
        WRONG_RECORDS,
        /** An object whose records come from elsewhere than announced. */
        WRONG_OFFSETS,
        /** An object that Sluice wrote and the manifest does not announce. */
        ORPHANED_OBJECT,
        /** An object that Sluice did not write. */
        FOREIGN_OBJECT,
        /** A record of the manifest topic that announces nothing. */
        FOREIGN_ANNOUNCEMENT,
        /** A dead letter that does not name its source. */
        FOREIGN_DEAD_LETTER;

        /** Lower snake case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
