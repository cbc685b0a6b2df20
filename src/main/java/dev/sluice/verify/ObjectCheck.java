package dev.sluice.verify;

import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.batch.header.SourceOffsets;
import dev.sluice.contract.LandedObject;
import dev.sluice.contract.SourcePosition;
import dev.sluice.objectstore.BucketReader;
import dev.sluice.objectstore.ObjectStoreException;
import dev.sluice.verify.Problem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares announced objects with the bucket. Safe to use from several threads; holds one Avro block of an object at a
 * time.
 */
final class ObjectCheck {

    private static final int MAX_ATTEMPTS = 3;

    private final BucketReader bucket;
    private final SourceFields fields;
    private final boolean opensObjects;

    /**
     * What came of one object.
     *
     * @param problem what is wrong with it, or null
     * @param text what is wrong with it, after its key
     * @param isOffsetsCompared whether its records said where they come from
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

    Finding check(LandedObject object) throws ObjectStoreException {
        if (!opensObjects) {
            return checkHead(object);
        }
        for (int attempt = 1; ; attempt++) {
            try (InputStream in = bucket.open(object.bucket(), object.key())) {
                if (in == null) {
                    return missing(object);
                }
                MeasuredStream measured = new MeasuredStream(in);
                Contents contents = Contents.read(measured, object, fields);
                if (measured.failure() == null) {
                    return compare(object, measured, contents);
                }
                throw new IOException(measured.failure());
            } catch (IOException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw new ObjectStoreException(
                            ObjectStoreException.Category.UNAVAILABLE,
                            "GET " + object.key() + " broke off " + attempt + " times: " + e.getMessage(),
                            e);
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

    private static Finding compare(LandedObject object, MeasuredStream measured, Contents contents) {
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
        if (contents.failure != null) {
            return finding(
                    object,
                    Kind.UNREADABLE_OBJECT,
                    "is no whole Avro container file: "
                            + contents.failure.getClass().getSimpleName() + " after " + contents.records + " records");
        }
        if (contents.records != object.records()) {
            return finding(
                    object,
                    Kind.WRONG_RECORDS,
                    "has " + contents.records + " records, announced with " + object.records());
        }
        String difference = contents.hasOffsets() ? contents.difference(object) : null;
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

    /** What the bytes of one object hold. */
    private static final class Contents {
        private final SourceOffsets offsets = new SourceOffsets();
        private long records;
        private long recordsWithOffset;
        private long recordsOfOtherTopics;
        private @Nullable Throwable failure;

        /** Reads to the end of the bytes, also when they are no records. */
        static Contents read(MeasuredStream in, LandedObject object, SourceFields fields) throws IOException {
            Contents contents = new Contents();
            try {
                contents.decode(in, object, fields);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                contents.failure = e; // out of memory: broken bytes may name a block of 2 GiB
            }
            if (in.failure() == null) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return contents;
        }

        private void decode(MeasuredStream in, LandedObject object, SourceFields fields) throws IOException {
            int onlyPartition = object.offsets().size() == 1
                    ? object.offsets().keySet().iterator().next()
                    : -1;
            SourcePosition otherwise = new SourcePosition(object.topic(), onlyPartition, -1);
            DataFileStream<IndexedRecord> file = new DataFileStream<>(in, new GenericDatumReader<>());
            IndexedRecord record = null;
            while (file.hasNext()) {
                record = file.next(record);
                records++;
                SourcePosition source = fields.sourceOf(record, otherwise);
                if (source != null && source.partition() >= 0) {
                    recordsWithOffset++;
                    recordsOfOtherTopics += source.topic().equals(object.topic()) ? 0 : 1;
                    offsets.add(source.partition(), source.offset());
                }
            }
        }

        boolean hasOffsets() {
            return recordsWithOffset > 0;
        }

        @Nullable
        String difference(LandedObject object) {
            if (recordsWithOffset != records) {
                return "has " + (records - recordsWithOffset) + " records that do not say their source offset";
            }
            if (recordsOfOtherTopics > 0) {
                return "has " + recordsOfOtherTopics + " records of other topics than " + object.topic();
            }
            Map<Integer, OffsetRanges> found = offsets.normalizedByPartition();
            Map<Integer, String> foundTexts = texts(found);
            return foundTexts.equals(texts(object.offsets()))
                    ? null
                    : "has records of " + summary(found) + ", announced with " + summary(object.offsets())
                            + "; the ranges differ";
        }

        private static Map<Integer, String> texts(Map<Integer, OffsetRanges> offsets) {
            Map<Integer, String> texts = new TreeMap<>();
            offsets.forEach((partition, ranges) -> texts.put(partition, ranges.toNotation()));
            return texts;
        }

        private static String summary(Map<Integer, OffsetRanges> offsets) {
            StringBuilder text = new StringBuilder();
            offsets.forEach((partition, ranges) -> text.append(text.isEmpty() ? "partition " : ", partition ")
                    .append(partition)
                    .append(": ")
                    .append(ranges.offsets())
                    .append(" offsets, ")
                    .append(ranges.first(0))
                    .append(" to ")
                    .append(ranges.last(ranges.size() - 1)));
            return text.toString();
        }
    }
}
