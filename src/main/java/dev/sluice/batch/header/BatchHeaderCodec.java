package dev.sluice.batch.header;

import dev.sluice.batch.header.BatchHeader.Seal;
import dev.sluice.batch.header.Content.Blocks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of batch headers in the block store: a {@link StoredForm}, then every component but the sequence. */
public final class BatchHeaderCodec {

    private static final StoredForm FORM = new StoredForm(
            "header of a batch",
            3,
            3,
            3,
            "run the version that wrote it until its batches have landed, that is until sluice verify finds none pending");

    private BatchHeaderCodec() {}

    public static byte[] encode(BatchHeader header) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            FORM.begin(out);
            out.writeUTF(header.key().toString());
            write(header.origin(), out);
            write(header.format(), out);
            out.writeLong(header.openedAtMillis());
            write(header.content(), out);
            write(header.seal(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a stored header.
     *
     * @throws IllegalStateException if this version does not understand it
     */
    public static BatchHeader decode(long sequence, byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            FORM.require(in);
            return new BatchHeader(
                    sequence,
                    ObjectKey.parse(in.readUTF()),
                    readOrigin(in),
                    readFormat(in),
                    in.readLong(),
                    readContent(in),
                    readSeal(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the header of batch " + sequence + " is cut short", e);
        }
    }

    private static void write(Origin origin, DataOutputStream out) throws IOException {
        out.writeUTF(origin.pipeline());
        out.writeUTF(origin.topic());
        writeNullable(origin.topicId(), out);
        out.writeUTF(origin.folder().path());
        out.writeShort(origin.folder().values().size());
        for (FolderValue value : origin.folder().values()) {
            out.writeUTF(value.name());
            out.writeUTF(value.type().name());
            writeNullable(value.value(), out);
        }
    }

    private static Origin readOrigin(DataInputStream in) throws IOException {
        String pipeline = in.readUTF();
        String topic = in.readUTF();
        String topicId = readNullable(in);
        String path = in.readUTF();
        List<FolderValue> values = new ArrayList<>();
        for (int count = in.readUnsignedShort(); count > 0; count--) {
            values.add(new FolderValue(in.readUTF(), FolderValue.Type.valueOf(in.readUTF()), readNullable(in)));
        }
        return new Origin(pipeline, topic, topicId, new Folder(path, values));
    }

    private static void write(FormatId format, DataOutputStream out) throws IOException {
        out.writeUTF(format.objectFormat());
        out.writeUTF(format.schemaFingerprint());
        out.writeUTF(format.codec());
    }

    private static FormatId readFormat(DataInputStream in) throws IOException {
        return new FormatId(in.readUTF(), in.readUTF(), in.readUTF());
    }

    private static void write(Content content, DataOutputStream out) throws IOException {
        out.writeInt(content.blocks().chunks());
        out.writeLong(content.blocks().bytes());
        out.writeInt(content.blocks().crc32c());
        out.writeLong(content.records());
        out.writeLong(content.rows());
        out.writeLong(content.eventTimes().minMillis());
        out.writeLong(content.eventTimes().maxMillis());
        content.offsets().encode(out);
        content.lookups().encode(out);
    }

    private static Content readContent(DataInputStream in) throws IOException {
        return new Content(
                new Blocks(in.readInt(), in.readLong(), in.readInt()),
                in.readLong(),
                in.readLong(),
                new TimeRange(in.readLong(), in.readLong()),
                OffsetIndex.decode(in),
                LookupOffsets.decode(in));
    }

    private static void write(@Nullable Seal seal, DataOutputStream out) throws IOException {
        out.writeBoolean(seal != null);
        if (seal != null) {
            out.writeUTF(seal.reason().name());
            out.writeLong(seal.atMillis());
        }
    }

    private static @Nullable Seal readSeal(DataInputStream in) throws IOException {
        return in.readBoolean() ? new Seal(SealReason.valueOf(in.readUTF()), in.readLong()) : null;
    }

    private static void writeNullable(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readNullable(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}
