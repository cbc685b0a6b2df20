package dev.sluice.mapping.mask;

import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.plan.ValueWriter;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of a text that may not be written as it is: the words of {@code "mask"} in the schema. */
public enum Mask {
    LAST_FOUR("last-four", false, setup -> new LastFourWriter(setup.path)),
    REDACT("redact", false, setup -> new RedactWriter(setup.path)),
    HMAC_SHA256("hmac-sha256", true, setup -> new HmacWriter(setup.path, setup.scratch, setup.requireKey()));

    private final String word;
    private final boolean needsKey;
    private final Function<Setup, ValueWriter> writers;

    Mask(String word, boolean needsKey, Function<Setup, ValueWriter> writers) {
        this.word = word;
        this.needsKey = needsKey;
        this.writers = writers;
    }

    /** What the writer of a masked field is made of. */
    private record Setup(
            String path, ScratchSpace scratch, @Nullable MaskKey key) {

        MaskKey requireKey() {
            return Objects.requireNonNull(key, "the mask needs a key");
        }
    }

    public String word() {
        return word;
    }

    public boolean needsKey() {
        return needsKey;
    }

    /** A writer of strings under the mask; {@code key} may be null where the mask needs none. */
    public ValueWriter writer(String path, ScratchSpace scratch, @Nullable MaskKey key) {
        return writers.apply(new Setup(path, scratch, key));
    }
}
