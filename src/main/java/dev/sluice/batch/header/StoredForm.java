package dev.sluice.batch.header;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The version of a stored form, in its first two bytes: the version that wrote it, and the oldest version whose reader
 * understands it. What a version adds at the end, earlier ones skip.
 *
 * @param subject what is stored, for messages
 * @param version the one that is written
 * @param readableSince the oldest version whose reader understands what is written
 * @param readsFrom the oldest version that is read
 * @param remedy what to do about one that an earlier version wrote and this one cannot read
 */
public record StoredForm(String subject, int version, int readableSince, int readsFrom, String remedy) {

    public StoredForm {
        if (readableSince > version || readsFrom > version || readableSince < 1 || version > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("form " + version + ", readable since " + readableSince + ", reads from "
                    + readsFrom + ": these do not go together");
        }
    }

    /** Writes the two bytes. */
    public void begin(DataOutputStream out) throws IOException {
        out.writeByte(version);
        out.writeByte(readableSince);
    }

    /**
     * Reads the two bytes.
     *
     * @return the version that wrote what follows
     * @throws IllegalStateException if this version does not understand it
     */
    public int require(DataInputStream in) throws IOException {
        int written = in.readByte();
        int since = in.readByte();
        if (written < readsFrom) {
            throw new IllegalStateException("the " + subject + " is stored in form " + written
                    + ", and this version of Sluice reads forms " + readsFrom + " to " + version + ": " + remedy);
        }
        if (since > version) {
            throw new IllegalStateException("the " + subject + " is stored in form " + written
                    + " of a later version of Sluice, and this one reads forms up to " + version
                    + ": run that version again, or one after it");
        }
        return written;
    }
}
