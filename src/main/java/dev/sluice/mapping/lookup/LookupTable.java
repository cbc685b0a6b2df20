package dev.sluice.mapping.lookup;

import java.util.Map;

/** Reference data by key, as it stands now. */
public interface LookupTable {

    /** What is under the key. The key is the converter's own, which refills it: do not keep it. */
    LookupResult find(LookupKey key);

    /** A table of these rows, which may change. */
    static LookupTable of(Map<LookupKey, LookupRow> rows) {
        return key -> {
            LookupRow row = rows.get(key);
            return row == null ? NoRow.MISSING : row;
        };
    }
}
