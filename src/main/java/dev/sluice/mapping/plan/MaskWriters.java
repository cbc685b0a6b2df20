package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.Utf8;
import dev.sluice.mapping.json.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** The writers of strings that are masked. */
public final class MaskWriters {

    private MaskWriters() {}

    /** The words of {@code "mask"} in the schema. */
    public enum Mask {
        LAST_FOUR("last-four"),
        REDACT("redact"),
        HMAC_SHA256("hmac-sha256");

        public final String word;

        Mask(String word) {
            this.word = word;
        }

        public ValueWriter writer(String path) {
            return switch (this) {
                case LAST_FOUR -> new LastFourWriter(path);
                case REDACT -> new RedactingWriter(path);
                case HMAC_SHA256 -> new HmacWriter(path);
            };
        }
    }

    private abstract static class MaskWriter extends ValueWriter {
        public MaskWriter(String path) {
            super(path, "a string", Value.TEXT);
        }

        @Override
        public abstract void encode(Value text, Conversion conversion);

        @Override
        public final boolean isText() {
            return true;
        }
    }

    /** All code points but the last four become a star; of fewer than five, all. */
    private static final class LastFourWriter extends MaskWriter {
        private static final int SHOWN = 4;

        public LastFourWriter(String path) {
            super(path);
        }

        @Override
        public void encode(Value text, Conversion conversion) {
            int points = Utf8.codePoints(text.bytes, text.offset, text.length);
            int stars = points > SHOWN ? points - SHOWN : points;
            int tail = text.end();
            for (int shown = points - stars; shown > 0; tail--) {
                shown -= (text.bytes[tail - 1] & 0xC0) != 0x80 ? 1 : 0;
            }
            EncodedRecord out = conversion.out();
            out.writeLong(stars + text.end() - tail);
            for (int i = 0; i < stars; i++) {
                out.writeByte('*');
            }
            out.writeRaw(text.bytes, tail, text.end() - tail);
        }
    }

    /** Three stars, whatever the text. */
    private static final class RedactingWriter extends MaskWriter {
        private static final byte[] STARS = {'*', '*', '*'};

        public RedactingWriter(String path) {
            super(path);
        }

        @Override
        public void encode(Value text, Conversion conversion) {
            conversion.out().writeBytes(STARS, 0, STARS.length);
        }
    }

    /** The keyed hash (RFC 2104) of the UTF-8 text in 64 hexadecimal digits: the same for the same text and key. */
    private static final class HmacWriter extends MaskWriter {
        private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

        public HmacWriter(String path) {
            super(path);
        }

        @Override
        public void encode(Value text, Conversion conversion) {
            byte[] hash = conversion.hash;
            conversion.mac().update(text.bytes, text.offset, text.length);
            try {
                conversion.mac().doFinal(hash, 0);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a SHA-256 has " + hash.length + " bytes", e);
            }
            EncodedRecord out = conversion.out();
            out.writeLong(2 * hash.length);
            for (byte b : hash) {
                out.writeByte(HEX[b >> 4 & 0xF]);
                out.writeByte(HEX[b & 0xF]);
            }
        }
    }
}
