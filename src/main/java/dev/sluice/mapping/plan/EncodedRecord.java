package dev.sluice.mapping.plan;

import dev.sluice.bytes.Varints;
import dev.sluice.mapping.json.Slots;
import java.util.Arrays;

/**
 * The rows of one record in Avro binary (Avro 1.12 specification, "Binary Encoding") and its event time. Reused: its buffer
 * grows with the records, and is given back after a large one.
 */
public final class EncodedRecord {

    private static final int FIRST_BYTES = 512;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private int rows;
    private long eventTimeMillis;

    /** The buffer, of which the first {@link #length} bytes count; valid until the next conversion. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** How many rows stand there, one after the other; only a mapping with {@code "explode"} makes another number than one. */
    public int rows() {
        return rows;
    }

    /**
     * The instant of the field marked as event time, or else the source record's timestamp: milliseconds since the
     * epoch.
     */
    public long eventTimeMillis() {
        return eventTimeMillis;
    }

    void reset(long eventTimeMillis) {
        if (bytes.length > Slots.MOST_KEPT_BYTES && length <= Slots.MOST_KEPT_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
        this.length = 0;
        this.rows = 1;
        this.eventTimeMillis = eventTimeMillis;
    }

    void rows(int count) {
        rows = count;
    }

    void eventTimeMillis(long millis) {
        this.eventTimeMillis = millis;
    }

    /** Forgets what was written from there on. */
    void truncate(int length) {
        this.length = length;
    }

    /** Begins the one block of an array or map; returns where it stands. */
    int beginBlock() {
        // Room for a count up to 63. Without any items it is also the end of the collection.
        writeByte(0);
        return length - 1;
    }

    /** Ends an array or map whose block of so many items was begun there. */
    void endBlock(int block, int items) {
        if (items == 0) {
            return;
        }
        int end = length;
        int countBytes = (Long.SIZE - Long.numberOfLeadingZeros(2L * items) + 6) / 7;
        ensureRoomFor(countBytes);
        System.arraycopy(bytes, block + 1, bytes, block + countBytes, end - block - 1);
        length = block;
        writeLong(items);
        length = end + countBytes - 1;
        writeByte(0);
    }

    public void writeByte(int b) {
        ensureRoomFor(1);
        bytes[length++] = (byte) b;
    }

    /** Writes an int or a long: zig-zag, then seven bits per byte, lowest first. */
    public void writeLong(long value) {
        ensureRoomFor(Varints.MAX_BYTES);
        length = Varints.write(value, bytes, length);
    }

    void writeFloat(float value) {
        writeLittleEndian(Float.floatToRawIntBits(value), Float.BYTES);
    }

    void writeDouble(double value) {
        writeLittleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    /** Writes raw bytes, without their length. */
    public void writeRaw(byte[] from, int offset, int count) {
        ensureRoomFor(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Writes bytes or a string: the length, then the bytes. */
    public void writeBytes(byte[] from, int offset, int count) {
        writeLong(count);
        writeRaw(from, offset, count);
    }

    /** Writes the lowest {@code count} bytes of a two's-complement number, highest first, the sign extended. */
    void writeBigEndian(long value, int count) {
        ensureRoomFor(count);
        int at = length;
        for (int i = count - 1; i >= 0; i--) {
            bytes[at++] = (byte) (value >> Math.min(8 * i, 63));
        }
        length = at;
    }

    private void writeLittleEndian(long bits, int count) {
        ensureRoomFor(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) (bits >>> 8 * i);
        }
    }

    private void ensureRoomFor(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
