package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.JsonEscapes;
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

    /** {@code "as": "text"}: a string, or the literal of a number or boolean. */
    public static final class LiteralWriter extends ValueWriter {
        private final ValueWriter writer;

        public LiteralWriter(ValueWriter writer) {
            super(
                    writer.path(),
                    "a string, a number or a boolean",
                    Value.TEXT | Value.NUMBERS | Value.bit(Value.TRUE) | Value.bit(Value.FALSE));
            this.writer = writer;
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            context.toText(value);
            writer.write(value, context);
        }

        @Override
        public boolean isText() {
            return true;
        }
    }

    /**
     * {@code "as": "json"}: any value as the JSON that was sent. A string is put in quotes again, with the escapes that
     * RFC 8259 asks for and no others.
     */
    public static final class JsonTextWriter extends ValueWriter {
        private final ValueWriter writer;

        public JsonTextWriter(ValueWriter writer) {
            super(writer.path(), "any JSON value", ~Value.bit(Value.ABSENT) & ~Value.bit(Value.BROKEN_STRING));
            this.writer = writer;
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            switch (value.kind()) {
                case Value.NULL -> value.setText(new byte[] {'n', 'u', 'l', 'l'});
                case Value.STRING -> value.setText(JsonEscapes.quoted(value.bytes(), value.offset(), value.end()));
                default -> context.toText(value); // an object's or array's bytes are its text
            }
            writer.write(value, context);
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

    /** Bytes and fixed, from bytes of no notation. */
    private static final class RawWriter extends ValueWriter {
        private final int fixedSize;

        RawWriter(String path, int fixedSize) {
            super(
                    path,
                    fixedSize < 0 ? "any bytes" : "exactly " + fixedSize + " bytes",
                    Value.TEXT | Value.bit(Value.BROKEN_STRING));
            this.fixedSize = fixedSize;
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            if (fixedSize < 0) {
                context.out().writeBytes(value.bytes(), value.offset(), value.length());
            } else if (value.length() == fixedSize) {
                context.out().writeRaw(value.bytes(), value.offset(), fixedSize);
            } else {
                throw refused(FailureReason.OUT_OF_RANGE, value);
            }
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

        /** Bytes as they come, of a key or a header; of exactly that many unless negative. */
        public static ValueWriter raw(String path, int size) {
            return new RawWriter(path, size);
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
