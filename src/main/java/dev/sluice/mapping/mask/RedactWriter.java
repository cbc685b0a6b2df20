package dev.sluice.mapping.mask;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;

/** Writes three stars, whatever the text. */
final class RedactWriter extends MaskWriter {

    private static final byte[] STARS = {'*', '*', '*'};

    RedactWriter(String path) {
        super(path);
    }

    @Override
    protected void encode(Value text, ConversionContext context) {
        context.out().writeBytes(STARS, 0, STARS.length);
    }
}
