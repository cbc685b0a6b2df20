package dev.sluice.verify;

import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.batch.header.SourceOffsets;
import dev.sluice.contract.LandedObject;
import dev.sluice.contract.SourcePosition;
import dev.sluice.format.ObjectFormat;
import dev.sluice.format.ObjectRows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** What the bytes of one object hold: how many rows, and the source offsets that they name. */
final class ObjectContents {

    private final LandedObject object;
    private final SourceFields fields;
    private final SourceOffsets offsets = new SourceOffsets();
    private long rows;
    private long rowsWithOffset;
    private long rowsOfOtherTopics;
    private @Nullable Throwable failure;

    private ObjectContents(LandedObject object, SourceFields fields) {
        this.object = object;
        this.fields = fields;
    }

    /** Reads to the end of the bytes, also when they are no rows. */
    static ObjectContents read(MeasuredStream in, ObjectFormat format, LandedObject object, SourceFields fields)
            throws IOException {
        ObjectContents contents = new ObjectContents(object, fields);
        try (ObjectRows rows = format.open(in, GenericData.get())) {
            contents.readAll(rows);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            contents.failure = e; // out of memory: broken bytes may name a block of 2 GiB
        }
        if (in.failure() == null) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return contents;
    }

    private void readAll(ObjectRows all) throws IOException {
        int onlyPartition = object.offsets().size() == 1 ? object.offsets().firstKey() : -1;
        SourcePosition otherwise = new SourcePosition(object.topic(), onlyPartition, -1);
        boolean isExploded = isExploded();
        SourcePosition last = null;
        GenericRecord row = all.next(null);
        while (row != null) {
            rows++;
            SourcePosition source = fields.sourceOf(row, otherwise);
            if (source != null && source.partition() >= 0) {
                rowsWithOffset++;
                rowsOfOtherTopics += source.topic().equals(object.topic()) ? 0 : 1;
                if (!isExploded || !source.equals(last)) { // else another row of the same record
                    offsets.add(source.partition(), source.offset());
                }
                last = source;
            }
            row = all.next(row);
        }
    }

    long rows() {
        return rows;
    }

    /** What ended the reading before the end of the object; null if nothing did. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    boolean hasOffsets() {
        return rowsWithOffset > 0;
    }

    /** How the source offsets differ from the announced ones; null if they do not. */
    @Nullable
    String difference() {
        if (rowsWithOffset != rows) {
            return "has " + (rows - rowsWithOffset) + " records that do not say their source offset";
        }
        if (rowsOfOtherTopics > 0) {
            return "has " + rowsOfOtherTopics + " records of other topics than " + object.topic();
        }
        Map<Integer, OffsetRanges> found = offsets.normalizedByPartition();
        return texts(found).equals(texts(object.offsets())) || hasRecordsWithoutRows(found)
                ? null
                : "has records of " + summary(found) + ", announced with " + summary(object.offsets())
                        + "; the ranges differ";
    }

    private boolean isExploded() {
        return object.rows().rows() != object.rows().records();
    }

    /** Whether all that differs is that records of these offsets are missing: as many as made no row. */
    private boolean hasRecordsWithoutRows(Map<Integer, OffsetRanges> found) {
        return isExploded()
                && found.entrySet().stream()
                        .allMatch(entry -> object.offsets().containsKey(entry.getKey())
                                && object.offsets().get(entry.getKey()).containsAll(entry.getValue()));
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
