package dev.sluice.objectstore;

import dev.sluice.objectstore.ObjectStoreException.Category;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Finds out whether a bucket takes objects, and never a second one under the same key: it puts one, tries to put
 * another in its place, and removes it.
 *
 * <p>The object's name begins with an underscore, so that what reads the lake (Spark, Hive, Trino) passes over it.
 */
public final class BucketProbe {

    private static final String NAME = "_sluice-probe-";
    private static final SecureRandom RANDOM = new SecureRandom();

    private BucketProbe() {}

    /** What is known of the bucket. */
    public enum Outcome {
        /** It takes objects, and no second one under a key. */
        SAFE,
        /** The same, and the probe is still there: removing it was not allowed. */
        NOT_REMOVED,
        /** It takes a second object under a key: the guarantee does not hold there. */
        UNSAFE,
        /** It takes none until a person changes something. */
        REFUSED,
        /** It did not answer, or not to the point. */
        UNKNOWN
    }

    /**
     * What came of one probe.
     *
     * @param text subject, finding and remedy
     */
    public record Result(Outcome outcome, String text) {}

    /** Whether a key is a probe's, one of which may be left by a process that was killed. */
    public static boolean isProbe(String key) {
        return key.startsWith(NAME, key.lastIndexOf('/') + 1);
    }

    /**
     * Probes with at most four requests, none of them repeated.
     *
     * @param folder where objects will land, so that permissions for a folder count; without slashes at its ends
     */
    public static Result run(S3ObjectStore store, String folder) {
        String key = folder + "/" + NAME + HexFormat.of().toHexDigits(RANDOM.nextLong());
        try {
            store.putIfAbsent(key, content("first"));
        } catch (ForeignObjectException e) {
            return new Result(Outcome.UNKNOWN, String.valueOf(e.getMessage()));
        } catch (ObjectStoreException e) {
            if (e.category() != Category.REFUSED) {
                deleteIfThere(store, key);
            }
            return failed(e);
        }
        Result result = putAnother(store, key);
        try {
            store.delete(key);
        } catch (ObjectStoreException e) {
            if (result.outcome() == Outcome.SAFE) {
                return new Result(
                        Outcome.NOT_REMOVED,
                        "the probe cannot be removed: " + e.getMessage()
                                + "; allow s3:DeleteObject for objects named " + NAME
                                + "*, or have a lifecycle rule expire them");
            }
        }
        return result;
    }

    /** It may have been put, and the answer was lost. */
    private static void deleteIfThere(S3ObjectStore store, String key) {
        try {
            store.delete(key);
        } catch (ObjectStoreException e) {
            // Then S3 is away, as the probe's result says.
        }
    }

    private static Result putAnother(S3ObjectStore store, String key) {
        try {
            store.putIfAbsent(key, content("second"));
        } catch (ForeignObjectException e) {
            return new Result(Outcome.SAFE, "takes objects, and no second one under the same key");
        } catch (ObjectStoreException e) {
            return failed(e);
        }
        return new Result(
                Outcome.UNSAFE,
                "it replaces an object that is there, although the request says If-None-Match: *; exactly once rests on"
                        + " that, so use an S3 server, or a gateway to it, that honours conditional writes");
    }

    private static Result failed(ObjectStoreException e) {
        return new Result(
                e.category() == Category.REFUSED ? Outcome.REFUSED : Outcome.UNKNOWN, String.valueOf(e.getMessage()));
    }

    private static ObjectContent content(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return new ObjectContent(
                bytes.length, (int) crc.getValue(), "text/plain", Map.of(), () -> new ByteArrayInputStream(bytes));
    }
}
