package dev.sluice.contract;

import dev.sluice.kstreams.KafkaHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A whole Kafka record, key, value, timestamp and headers, as the value of a store's entry. */
public final class StoredRecord {

    /**
     * Its changelog's record, with the store's key, is at most this much larger than the record ({@link RecordSize}).
     */
    static final int OVERHEAD = 64;

    private static final int NULL = -1;

    private StoredRecord() {}

    public static byte[] encode(Record<byte[], byte[]> record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(record.timestamp());
            write(record.key(), out);
            write(record.value(), out);
            Header[] headers = record.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                write(header.key().getBytes(StandardCharsets.UTF_8), out); // writeUTF ends at 64 KiB
                write(header.value(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static Record<byte[], byte[]> decode(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            long timestamp = in.readLong();
            byte[] key = read(in);
            byte[] value = read(in);
            Headers headers = KafkaHeaders.of();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                byte[] name = read(in);
                if (name == null) {
                    throw new IllegalStateException("a stored header has no name");
                }
                headers.add(new String(name, StandardCharsets.UTF_8), read(in));
            }
            return new Record<>(key, value, timestamp, headers);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored record is cut short", e);
        }
    }

    private static void write(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? NULL : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NULL ? null : in.readNBytes(length);
    }
}
