package dev.sluice.mapping.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.mapping.json.Slots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The encoding against Avro's own encoder, and the buffer that it stands in. */
class EncodedRecordTest {

    private static final int LARGE = Slots.MOST_KEPT_BYTES + 1;

    /** Beyond the buffer's first size and its next. */
    private static final int MOST_FILL = 1_100;

    private interface Write<T> {
        void to(T target) throws IOException;
    }

    static Stream<Arguments> values() {
        byte[] three = {1, 2, 3};
        byte[] minusTwo = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -2};
        return Stream.of(
                value("byte", out -> out.writeByte(1), avro -> avro.writeBoolean(true)),
                value("long of a byte", out -> out.writeLong(-1), avro -> avro.writeLong(-1)),
                value("longest long", out -> out.writeLong(Long.MIN_VALUE), avro -> avro.writeLong(Long.MIN_VALUE)),
                value("float", out -> out.writeFloat(1.1f), avro -> avro.writeFloat(1.1f)),
                value("double", out -> out.writeDouble(-0.1), avro -> avro.writeDouble(-0.1)),
                value("raw", out -> out.writeRaw(three, 1, 2), avro -> avro.writeFixed(three, 1, 2)),
                value("bytes", out -> out.writeBytes(three, 0, 3), avro -> avro.writeBytes(three, 0, 3)),
                value("big-endian", out -> out.writeBigEndian(-2, 10), avro -> avro.writeFixed(minusTwo)));
    }

    private static Arguments value(String name, Write<EncodedRecord> ours, Write<Encoder> avros) {
        return arguments(named(name, ours), avros);
    }

    @ParameterizedTest
    @MethodSource("values")
    void value_isAsAvroWritesItHoweverFullTheBuffer(Write<EncodedRecord> ours, Write<Encoder> avros)
            throws IOException {
        for (int fill = 0; fill < MOST_FILL; fill++) {
            byte[] before = filler(fill);
            assertWrites(
                    "after " + fill,
                    out -> {
                        out.writeRaw(before, 0, before.length);
                        ours.to(out);
                    },
                    avro -> {
                        avro.writeFixed(before);
                        avros.to(avro);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 8_191, 8_192, 1_000_000})
    void block_isAsAvroWritesItHoweverFullTheBuffer(int items) throws IOException {
        for (int fill = 0; fill < MOST_FILL; fill++) {
            byte[] content = filler(fill);
            assertWrites(
                    items + " items in " + fill,
                    out -> {
                        out.writeLong(items);
                        int block = out.beginBlock();
                        out.writeRaw(content, 0, content.length);
                        out.endBlock(block, items);
                    },
                    avro -> {
                        avro.writeLong(items);
                        avro.writeArrayStart();
                        avro.setItemCount(items);
                        avro.writeFixed(content);
                        avro.writeArrayEnd();
                    });
        }
    }

    private static byte[] filler(int count) {
        byte[] filler = new byte[count];
        for (int i = 0; i < count; i++) {
            filler[i] = (byte) (i * 31 + 7);
        }
        return filler;
    }

    private static void assertWrites(String what, Write<EncodedRecord> ours, Write<Encoder> avros) throws IOException {
        EncodedRecord record = new EncodedRecord();
        ours.to(record);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        Encoder avro = EncoderFactory.get().directBinaryEncoder(expected, null);
        avros.to(avro);
        avro.flush();
        assertThat(Arrays.copyOf(record.bytes(), record.length())).as(what).isEqualTo(expected.toByteArray());
    }

    @Test
    void buffer_isKeptWhileRecordsAreLargeAndGivenBackAfterAUsualOne() {
        EncodedRecord record = new EncodedRecord();
        for (int i = 0; i < 2; i++) {
            record.reset(0);
            record.writeRaw(new byte[LARGE], 0, LARGE);
        }
        byte[] large = record.bytes();
        record.reset(0);
        assertThat(record.bytes()).as("after a large one").isSameAs(large);
        record.writeLong(7);
        record.reset(0);
        assertThat(record.bytes()).as("after a usual one").hasSizeLessThan(Slots.MOST_KEPT_BYTES);
    }
}
