package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.JsonNames;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.text.UuidText;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The writers of types that come as JSON strings. */
public final class TextWriters {

    private TextWriters() {}

    public static final class StringWriter extends ValueWriter {
        public StringWriter(String path) {
            super(path, "a string", Value.TEXT);
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            context.out().writeBytes(value.bytes(), value.offset(), value.length());
        }

        @Override
        public boolean isText() {
            return true;
        }
    }

    /** A UUID in the form of RFC 9562: over a string kept as it is written, over a fixed its 16 bytes. */
    public static final class UuidWriter extends ValueWriter {
        public static final int BYTES = 16;

        private final boolean binary;

        public UuidWriter(String path, boolean binary) {
            super(path, "a UUID, 8-4-4-4-12 hexadecimal digits", Value.TEXT);
            this.binary = binary;
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            if (!UuidText.isUuid(value.bytes(), value.offset(), value.length())) {
                throw refused(FailureReason.INVALID_TEXT, value);
            }
            if (binary) {
                context.out().writeBigEndian(UuidText.high(value.bytes(), value.offset()), Long.BYTES);
                context.out().writeBigEndian(UuidText.low(value.bytes(), value.offset()), Long.BYTES);
            } else {
                context.out().writeBytes(value.bytes(), value.offset(), value.length());
            }
        }

        @Override
        public boolean isText() {
            return true;
        }
    }

    public static final class EnumWriter extends ValueWriter {
        private final JsonNames symbols;

        public EnumWriter(String path, List<String> symbols) {
            super(path, "one of its " + symbols.size() + " symbols", Value.TEXT);
            this.symbols = new JsonNames(symbols);
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            int index = symbols.find(value.bytes(), value.offset(), value.end());
            if (index == JsonNames.UNKNOWN) {
                throw refused(FailureReason.UNKNOWN_SYMBOL, value, "send one of them, or add it to the schema");
            }
            context.out().writeLong(index);
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
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            byte[] decoded = decoded(value);
            if (decoded == null) {
                throw refused(FailureReason.INVALID_TEXT, value);
            }
            if (fixedSize == ANY_SIZE) {
                context.out().writeBytes(decoded, 0, decoded.length);
            } else if (decoded.length == fixedSize) {
                context.out().writeRaw(decoded, 0, decoded.length);
            } else {
                throw refused(FailureReason.OUT_OF_RANGE, value);
            }
        }

        /** The bytes; null if the text is not just what they are encoded to, which Java's decoder does not ask for. */
        private static byte @Nullable [] decoded(Value text) {
            ByteBuffer encoded = ByteBuffer.wrap(text.bytes(), text.offset(), text.length());
            try {
                byte[] decoded = Base64.getDecoder().decode(encoded.duplicate()).array();
                return encoded.equals(ByteBuffer.wrap(Base64.getEncoder().encode(decoded))) ? decoded : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
