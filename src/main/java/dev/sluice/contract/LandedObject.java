package dev.sluice.contract;

import dev.sluice.batch.UploadedObject;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.SourceOffsets;
import dev.sluice.batch.header.TimeRange;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The manifest entry of an object that is durable in the bucket.
 *
 * @param origin what its records have in common
 * @param rows how many there are, and of which time
 * @param offsets every source offset of its records, by partition, normalized
 * @param lookups the version of the lookup tables: no row at or after these offsets has enriched its records
 */
public record LandedObject(
        Origin origin,
        ObjectFile file,
        Rows rows,
        SortedMap<Integer, OffsetRanges> offsets,
        LookupOffsets lookups,
        Life life)
        implements ManifestEntry {

    static final String KIND = "object";

    /**
     * The object in the bucket.
     *
     * @param format the object format: {@code avro}
     * @param crc32c of all its bytes
     * @param schemaFingerprint the schema that its rows were written with
     */
    public record ObjectFile(
            String bucket, String key, String format, String etag, int crc32c, long bytes, String schemaFingerprint) {

        public ObjectFile {
            if (bucket.isEmpty() || key.isEmpty() || bytes < 0) {
                throw new IllegalArgumentException(
                        "no object is " + bytes + " bytes at \"" + key + "\" in bucket \"" + bucket + "\"");
            }
        }
    }

    /**
     * What the object holds.
     *
     * @param records Kafka records
     * @param rows rows that they became
     */
    public record Rows(long records, long rows, TimeRange eventTimes) {

        public Rows {
            if (records < 0 || rows < 0) {
                throw new IllegalArgumentException("no object holds " + records + " records as " + rows + " rows");
            }
        }
    }

    /**
     * When its batch began and ended, milliseconds since the epoch.
     *
     * @param sealReason the label of the reason, of which later versions may have more
     */
    public record Life(long openedAtMillis, long sealedAtMillis, String sealReason) {}

    public LandedObject {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    /**
     * The entry of a sealed batch, whose object has landed.
     *
     * @param object the object that it became
     * @param sources every source offset of the batch
     */
    public static LandedObject of(String bucket, UploadedObject object, SourceOffsets sources) {
        BatchHeader batch = object.batch();
        return new LandedObject(
                batch.origin(),
                new ObjectFile(
                        bucket,
                        batch.key().toString(),
                        batch.format().objectFormat(),
                        object.etag(),
                        object.crc32c(),
                        object.bytes(),
                        batch.format().schemaFingerprint()),
                new Rows(
                        batch.content().records(),
                        batch.content().rows(),
                        batch.content().eventTimes()),
                sources.normalizedByPartition(),
                batch.content().lookups(),
                new Life(
                        batch.openedAtMillis(),
                        batch.sealed().atMillis(),
                        batch.sealed().reason().label()));
    }

    @Override
    public <R> R match(Function<LandedObject, R> object, Function<Gap, R> gap, Function<UnknownEntry, R> unknown) {
        return object.apply(this);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String recordKey() {
        return file.key();
    }

    public String bucket() {
        return file.bucket();
    }

    /** The object's key. */
    public String key() {
        return file.key();
    }

    /** How many bytes the object has. */
    public long bytes() {
        return file.bytes();
    }

    /** The CRC-32C of all bytes of the object. */
    public int crc32c() {
        return file.crc32c();
    }

    /** How many Kafka records the object holds. */
    public long records() {
        return rows.records();
    }

    /** Where its records came from. */
    public String topic() {
        return origin.topic();
    }
}
