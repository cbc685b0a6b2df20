package dev.sluice.batch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What the block store knows of one batch, beside its chunks.
 *
 * @param sequence the batch's number in its store, and its chunks' key there
 * @param key the object key
 * @param topic where the records came from
 * @param partitionPath the folder below the topic's, {@code date=2026-11-20/hour=13}
 * @param schemaFingerprint the schema of its file
 * @param codec the codec of its file, by its Avro name
 * @param openedAtMillis when the first record came, wall clock, milliseconds since the epoch
 * @param chunks how many chunks hold the object's bytes
 * @param records records in those chunks
 * @param bytes bytes in those chunks: the object's length
 * @param minEventTimeMillis the earliest event time
 * @param maxEventTimeMillis the latest event time
 * @param offsetRanges at most this many ranges of source offsets
 * @param lookups no row at or after these offsets has enriched its records
 * @param seal why and when it was sealed, or null while it is open
 */
public record BatchHeader(
        long sequence,
        String key,
        String topic,
        String partitionPath,
        String schemaFingerprint,
        String codec,
        long openedAtMillis,
        int chunks,
        long records,
        long bytes,
        long minEventTimeMillis,
        long maxEventTimeMillis,
        int offsetRanges,
        LookupOffsets lookups,
        @Nullable Seal seal) {

    private static final byte VERSION = 2;

    /**
     * The moment at which a batch's content and key were fixed.
     *
     * @param atMillis wall clock, milliseconds since the epoch
     */
    public record Seal(SealReason reason, long atMillis) {}

    public boolean isSealed() {
        return seal != null;
    }

    public Seal sealed() {
        if (seal == null) {
            throw new IllegalStateException("batch " + sequence + " is still open");
        }
        return seal;
    }

    /** The same batch under another object key. */
    public BatchHeader withKey(String otherKey) {
        return new BatchHeader(
                sequence,
                otherKey,
                topic,
                partitionPath,
                schemaFingerprint,
                codec,
                openedAtMillis,
                chunks,
                records,
                bytes,
                minEventTimeMillis,
                maxEventTimeMillis,
                offsetRanges,
                lookups,
                seal);
    }

    /** The form in the block store: a version byte, then every component but the sequence. */
    public byte[] encode() {
        ByteArrayOutputStream bytesOut = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytesOut)) {
            out.writeByte(VERSION);
            out.writeUTF(key);
            out.writeUTF(topic);
            out.writeUTF(partitionPath);
            out.writeUTF(schemaFingerprint);
            out.writeUTF(codec);
            out.writeLong(openedAtMillis);
            out.writeInt(chunks);
            out.writeLong(records);
            out.writeLong(bytes);
            out.writeLong(minEventTimeMillis);
            out.writeLong(maxEventTimeMillis);
            out.writeInt(offsetRanges);
            lookups.encode(out);
            out.writeBoolean(seal != null);
            if (seal != null) {
                out.writeUTF(seal.reason().name());
                out.writeLong(seal.atMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytesOut.toByteArray();
    }

    /** Reads what {@link #encode()} wrote. */
    public static BatchHeader decode(long sequence, byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException(
                        "batch " + sequence + " was stored in form " + version + "; this Sluice reads form " + VERSION
                                + ". Run the version that wrote it until it has landed.");
            }
            return new BatchHeader(
                    sequence,
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readLong(),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readInt(),
                    LookupOffsets.decode(in),
                    in.readBoolean() ? new Seal(SealReason.valueOf(in.readUTF()), in.readLong()) : null);
        } catch (IOException e) {
            throw new UncheckedIOException("the header of batch " + sequence + " is cut short", e);
        }
    }
}
