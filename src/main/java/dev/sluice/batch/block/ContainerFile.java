package dev.sluice.batch.block;

import dev.sluice.batch.header.ObjectKey;
import dev.sluice.bytes.Sha256;
import dev.sluice.bytes.Varints;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The framing of an Avro object container file (Avro 1.12 specification, "Object Container Files"). */
final class ContainerFile {

    static final int SYNC_BYTES = 16;

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};

    private ContainerFile() {}

    /** The sync marker of the object that is to be {@code key}: the same for each attempt, and not another object's. */
    static byte[] syncMarker(ObjectKey key) {
        return Arrays.copyOf(Sha256.of(key.toString()), SYNC_BYTES);
    }

    static byte[] header(String schema, BlockCodec codec, byte[] syncMarker) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(schema.length() + 64);
        out.writeBytes(MAGIC);
        Varints.write(2, out);
        writeEntry("avro.schema", schema, out);
        writeEntry("avro.codec", codec.kind().avroName(), out);
        Varints.write(0, out);
        out.writeBytes(syncMarker);
        return out.toByteArray();
    }

    private static void writeEntry(String key, String value, ByteArrayOutputStream out) {
        writeBytes(key.toString().getBytes(StandardCharsets.UTF_8), out);
        writeBytes(value.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void writeBytes(byte[] bytes, ByteArrayOutputStream out) {
        Varints.write(bytes.length, out);
        out.writeBytes(bytes);
    }

    /** One block: how many records, how many bytes, the compressed bytes, the sync marker. */
    static byte[] block(int records, byte[] compressed, int length, byte[] syncMarker) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + SYNC_BYTES + 12);
        Varints.write(records, out);
        Varints.write(length, out);
        out.write(compressed, 0, length);
        out.writeBytes(syncMarker);
        return out.toByteArray();
    }
}
