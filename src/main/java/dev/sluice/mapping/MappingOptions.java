package dev.sluice.mapping;

import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.mask.MaskKey;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping needs besides its schema.
 *
 * @param maskKey the key of the mask {@code hmac-sha256}; null if there is none, and then no field may have that mask
 * @param maskKeySetting what messages call the setting of that key
 * @param limits the most that a document, or a lookup table's row, may ask for
 */
public record MappingOptions(@Nullable MaskKey maskKey, String maskKeySetting, JsonLimits limits) {

    public static final MappingOptions NONE = new MappingOptions(null, JsonLimits.DEFAULTS);

    /** Options of a key that no setting sets. */
    public MappingOptions(@Nullable MaskKey maskKey, JsonLimits limits) {
        this(maskKey, "a mask key", limits);
    }
}
