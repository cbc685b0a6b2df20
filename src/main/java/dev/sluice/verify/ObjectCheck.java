package dev.sluice.verify;

import dev.sluice.contract.LandedObject;
import dev.sluice.format.ObjectFormat;
import dev.sluice.format.ObjectFormats;
import dev.sluice.objectstore.BucketReader;
import dev.sluice.objectstore.ObjectStoreException;
import dev.sluice.objectstore.ObjectStoreException.Category;
import dev.sluice.verify.Problem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Compares announced objects with the bucket. Safe to use from several threads; of an object, one block is in memory at a
 * time.
 */
final class ObjectCheck {

    private static final int MAX_ATTEMPTS = 3;

    private final BucketReader bucket;
    private final SourceFields fields;
    private final boolean opensObjects;

    /**
     * The result for one object.
     *
     * @param problem what is wrong with it; null if nothing is
     * @param text the same in words, to follow the object's key
     * @param isOffsetsCompared whether the source offsets of its records were compared
     */
    record Finding(LandedObject object, @Nullable Kind problem, String text, boolean isOffsetsCompared) {}

    ObjectCheck(BucketReader bucket, SourceFields fields, boolean opensObjects) {
        this.bucket = bucket;
        this.fields = fields;
        this.opensObjects = opensObjects;
    }

    /** Whether objects are read, and not only looked for. */
    boolean opensObjects() {
        return opensObjects;
    }

    /** Looks for an object, and reads it unless only its length counts. */
    Finding check(LandedObject object) throws ObjectStoreException {
        try {
            return opensObjects ? read(object) : checkHead(object);
        } catch (ObjectStoreException e) {
            if (e.category() == Category.REFUSED) { // the bucket's listing was not
                return finding(object, Kind.UNREADABLE_OBJECT, "cannot be read: " + e.getMessage());
            }
            throw e;
        }
    }

    private Finding read(LandedObject object) throws ObjectStoreException {
        ObjectFormat format;
        try {
            format = ObjectFormats.named(object.file().format());
        } catch (IllegalArgumentException e) {
            return finding(object, Kind.UNREADABLE_OBJECT, "cannot be read: " + e.getMessage());
        }
        for (int attempt = 1; ; attempt++) {
            try (InputStream in = bucket.open(object.bucket(), object.key())) {
                if (in == null) {
                    return missing(object);
                }
                MeasuredStream measured = new MeasuredStream(in);
                ObjectContents contents = ObjectContents.read(measured, format, object, fields);
                if (measured.failure() == null) {
                    return compare(object, measured, contents);
                }
                throw new IOException(measured.failure());
            } catch (IOException e) {
                if (attempt == MAX_ATTEMPTS) {
                    return finding(
                            object,
                            Kind.UNREADABLE_OBJECT,
                            "cannot be read to its end: it broke off " + attempt + " times");
                }
            }
        }
    }

    private Finding checkHead(LandedObject object) throws ObjectStoreException {
        BucketReader.Head head = bucket.head(object.bucket(), object.key());
        if (head == null) {
            return missing(object);
        }
        return head.bytes() == object.bytes() ? sound(object, false) : wrongLength(object, head.bytes());
    }

    private static Finding compare(LandedObject object, MeasuredStream measured, ObjectContents contents) {
        if (measured.bytes() != object.bytes()) {
            return wrongLength(object, measured.bytes());
        }
        if (measured.crc32c() != object.crc32c()) {
            HexFormat hex = HexFormat.of();
            return finding(
                    object,
                    Kind.WRONG_CHECKSUM,
                    "has CRC-32C " + hex.toHexDigits(measured.crc32c()) + ", announced with "
                            + hex.toHexDigits(object.crc32c()));
        }
        Throwable failure = contents.failure();
        if (failure != null) {
            return finding(
                    object,
                    Kind.UNREADABLE_OBJECT,
                    "is no whole file of the format " + object.file().format() + ": "
                            + failure.getClass().getSimpleName() + " after " + contents.rows() + " records");
        }
        if (contents.rows() != object.rows().rows()) {
            return finding(
                    object,
                    Kind.WRONG_RECORDS,
                    "has " + contents.rows() + " records, announced with "
                            + object.rows().rows());
        }
        String difference = contents.hasOffsets() ? contents.difference() : null;
        return difference == null
                ? sound(object, contents.hasOffsets())
                : finding(object, Kind.WRONG_OFFSETS, difference);
    }

    private static Finding sound(LandedObject object, boolean isOffsetsCompared) {
        return new Finding(object, null, "", isOffsetsCompared);
    }

    private static Finding missing(LandedObject object) {
        return finding(object, Kind.MISSING_OBJECT, "is announced, and not in bucket " + object.bucket());
    }

    private static Finding wrongLength(LandedObject object, long bytes) {
        return finding(object, Kind.WRONG_LENGTH, "has " + bytes + " bytes, announced with " + object.bytes());
    }

    private static Finding finding(LandedObject object, Kind problem, String text) {
        return new Finding(object, problem, text, false);
    }
}
