package dev.sluice.mapping.mask;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.text.Utf8;

/** Writes a star for each code point but the last four; of fewer than five, for all. */
final class LastFourWriter extends MaskWriter {

    private static final int SHOWN = 4;

    LastFourWriter(String path) {
        super(path);
    }

    @Override
    protected void encode(Value text, ConversionContext context) {
        int points = Utf8.codePoints(text.bytes(), text.offset(), text.length());
        int stars = points > SHOWN ? points - SHOWN : points;
        int tail = text.end();
        for (int shown = points - stars; shown > 0; tail--) {
            shown -= (text.bytes()[tail - 1] & 0xC0) != 0x80 ? 1 : 0;
        }
        EncodedRecord out = context.out();
        out.writeLong(stars + text.end() - tail);
        for (int i = 0; i < stars; i++) {
            out.writeByte('*');
        }
        out.writeRaw(text.bytes(), tail, text.end() - tail);
    }
}
