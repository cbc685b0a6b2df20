package dev.sluice.mapping.lookup;

import org.jspecify.annotations.Nullable;

/** Reference data by key, as it stands now. */
public interface LookupTable {

    /** The row under the key, or null. The key is the converter's own, which refills it: do not keep it. */
    @Nullable
    LookupRow row(LookupKey key);
}
