package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.HexDigits;
import dev.sluice.mapping.json.JsonNames;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/** The writers of types that come as JSON strings. */
public final class TextWriters {

    private TextWriters() {}

    public static final class StringWriter extends ValueWriter {
        public StringWriter(String path) {
            super(path, "a string", Value.TEXT);
        }

        @Override
        public void encode(Value value, Conversion conversion) throws RecordRefusedException {
            conversion.out().writeBytes(value.bytes, value.offset, value.length);
        }

        @Override
        public boolean isText() {
            return true;
        }
    }

    /** A UUID in the form of RFC 9562: over a string kept as it is written, over a fixed its 16 bytes. */
    public static final class UuidWriter extends ValueWriter {
        public static final int BYTES = 16;

        private static final int LENGTH = 36;
        private static final VarHandle LONGS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        /** Turns the dash that is the fifth byte of a word into a digit. */
        private static final long DASH_TO_DIGIT = (long) ('-' ^ '0') << 4 * Byte.SIZE;

        private final boolean binary;

        public UuidWriter(String path, boolean binary) {
            super(path, "a UUID, 8-4-4-4-12 hexadecimal digits", Value.TEXT);
            this.binary = binary;
        }

        @Override
        public void encode(Value value, Conversion conversion) throws RecordRefusedException {
            if (!isUuid(value)) {
                throw refused(FailureReason.INVALID_TEXT, value);
            }
            if (binary) {
                writeBinary(value, conversion.out());
            } else {
                conversion.out().writeBytes(value.bytes, value.offset, value.length);
            }
        }

        @Override
        public boolean isText() {
            return true;
        }

        public static boolean isUuid(String text) {
            Value value = new Value();
            value.setConstant(text);
            return isUuid(value);
        }

        private static boolean isUuid(Value text) {
            byte[] bytes = text.bytes;
            int at = text.offset;
            return text.length == LENGTH
                    && bytes[at + 8] == '-'
                    && bytes[at + 13] == '-'
                    && bytes[at + 18] == '-'
                    && bytes[at + 23] == '-'
                    && HexDigits.areEight(word(bytes, at))
                    && HexDigits.areEight(word(bytes, at + 9) ^ DASH_TO_DIGIT)
                    && HexDigits.areEight(word(bytes, at + 14) ^ DASH_TO_DIGIT)
                    && HexDigits.areEight(word(bytes, at + 19) ^ DASH_TO_DIGIT)
                    && HexDigits.areEight(word(bytes, at + 24))
                    && HexDigits.areEight(word(bytes, at + 28));
        }

        private static long word(byte[] bytes, int at) {
            return (long) LONGS.get(bytes, at);
        }

        private static void writeBinary(Value text, EncodedRecord out) {
            byte[] bytes = text.bytes;
            int at = text.offset;
            out.writeBigEndian(HexDigits.values(bytes, at, 8), 4);
            out.writeBigEndian(HexDigits.values(bytes, at + 9, 4), 2);
            out.writeBigEndian(HexDigits.values(bytes, at + 14, 4), 2);
            out.writeBigEndian(HexDigits.values(bytes, at + 19, 4), 2);
            out.writeBigEndian(HexDigits.values(bytes, at + 24, 12), 6);
        }
    }

    public static final class EnumWriter extends ValueWriter {
        private final JsonNames symbols;

        public EnumWriter(String path, List<String> symbols) {
            super(path, "one of its " + symbols.size() + " symbols", Value.TEXT);
            this.symbols = new JsonNames(symbols);
        }

        @Override
        public void encode(Value value, Conversion conversion) throws RecordRefusedException {
            int index = symbols.find(value.bytes, value.offset, value.end());
            if (index == JsonNames.UNKNOWN) {
                throw refused(FailureReason.UNKNOWN_SYMBOL, value, "send one of them, or add it to the schema");
            }
            conversion.out().writeLong(index);
        }

        @Override
        public boolean isText() {
            return true;
        }
    }

    /** Bytes and fixed, from Base64. */
    public static final class BinaryWriter extends ValueWriter {
        private static final int ANY_SIZE = -1;

        private final int fixedSize;

        private BinaryWriter(String path, String expected, int fixedSize) {
            super(path, expected, Value.TEXT);
            this.fixedSize = fixedSize;
        }

        public static BinaryWriter bytes(String path) {
            return new BinaryWriter(path, "Base64 (RFC 4648, padded)", ANY_SIZE);
        }

        public static BinaryWriter fixed(String path, int size) {
            return new BinaryWriter(path, "Base64 (RFC 4648, padded) of exactly " + size + " bytes", size);
        }

        @Override
        public void encode(Value value, Conversion conversion) throws RecordRefusedException {
            int size = Base64Text.decodedLength(value.bytes, value.offset, value.length);
            if (size < 0) {
                throw refused(FailureReason.INVALID_TEXT, value);
            }
            if (fixedSize == ANY_SIZE) {
                conversion.out().writeLong(size);
            } else if (size != fixedSize) {
                throw refused(FailureReason.OUT_OF_RANGE, value);
            }
            if (!Base64Text.decode(value.bytes, value.offset, size, conversion.out())) {
                throw refused(FailureReason.INVALID_TEXT, value);
            }
        }
    }
}
