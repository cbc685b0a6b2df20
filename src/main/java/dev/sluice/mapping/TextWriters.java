package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The writers of types that come as JSON strings. */
final class TextWriters {

    private TextWriters() {}

    static final class StringWriter extends ValueWriter {
        StringWriter(String path) {
            super(path, "a string", Value.TEXT);
        }

        @Override
        void encode(Value value, Conversion conversion) throws RecordRefusedException {
            conversion.out().writeBytes(value.bytes, value.offset, value.length);
        }

        @Override
        boolean isText() {
            return true;
        }
    }

    /** A UUID in the form of RFC 9562: over a string kept as it is written, over a fixed its 16 bytes. */
    static final class UuidWriter extends ValueWriter {
        static final int BYTES = 16;

        private static final int LENGTH = 36;

        private final boolean binary;

        UuidWriter(String path, boolean binary) {
            super(path, "a UUID, 8-4-4-4-12 hexadecimal digits", Value.TEXT);
            this.binary = binary;
        }

        @Override
        void encode(Value value, Conversion conversion) throws RecordRefusedException {
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
        boolean isText() {
            return true;
        }

        private static boolean isUuid(Value text) {
            if (text.length != LENGTH) {
                return false;
            }
            for (int i = 0; i < LENGTH; i++) {
                byte b = text.bytes[text.offset + i];
                if (isDash(i) ? b != '-' : !isHexDigit(b)) {
                    return false;
                }
            }
            return true;
        }

        private static void writeBinary(Value text, EncodedRecord out) {
            for (int i = 0; i < LENGTH; i += isDash(i) ? 1 : 2) {
                if (!isDash(i)) {
                    int high = Character.digit(text.bytes[text.offset + i], 16);
                    out.writeByte(high << 4 | Character.digit(text.bytes[text.offset + i + 1], 16));
                }
            }
        }

        private static boolean isDash(int i) {
            return i == 8 || i == 13 || i == 18 || i == 23;
        }

        private static boolean isHexDigit(byte b) {
            int lower = b | 0x20;
            return b >= '0' && b <= '9' || lower >= 'a' && lower <= 'f';
        }
    }

    static final class EnumWriter extends ValueWriter {
        private final Map<LookupKey, Integer> symbols = new HashMap<>();

        EnumWriter(String path, List<String> symbols) {
            super(path, "one of its " + symbols.size() + " symbols", Value.TEXT);
            for (String symbol : symbols) {
                this.symbols.put(LookupKey.of(symbol), this.symbols.size());
            }
        }

        @Override
        void encode(Value value, Conversion conversion) throws RecordRefusedException {
            LookupKey probe = conversion.probe;
            probe.clear();
            probe.append(value.bytes, value.offset, value.length);
            Integer index = symbols.get(probe);
            if (index == null) {
                throw refused(FailureReason.UNKNOWN_SYMBOL, value, "send one of them, or add it to the schema");
            }
            conversion.out().writeLong(index);
        }

        @Override
        boolean isText() {
            return true;
        }
    }

    /** Bytes and fixed, from Base64. */
    static final class BinaryWriter extends ValueWriter {
        private static final int ANY_SIZE = -1;

        private final int fixedSize;

        private BinaryWriter(String path, String expected, int fixedSize) {
            super(path, expected, Value.TEXT);
            this.fixedSize = fixedSize;
        }

        static BinaryWriter bytes(String path) {
            return new BinaryWriter(path, "Base64 (RFC 4648, padded)", ANY_SIZE);
        }

        static BinaryWriter fixed(String path, int size) {
            return new BinaryWriter(path, "Base64 (RFC 4648, padded) of exactly " + size + " bytes", size);
        }

        @Override
        void encode(Value value, Conversion conversion) throws RecordRefusedException {
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
