package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.Value;

/** Writes three stars, whatever the text. */
final class RedactWriter extends MaskWriter {

    private static final byte[] STARS = {'*', '*', '*'};

    RedactWriter(String path) {
        super(path);
    }

    @Override
    void encode(Value text, ConversionContext context) {
        context.out().writeBytes(STARS, 0, STARS.length);
    }
}
