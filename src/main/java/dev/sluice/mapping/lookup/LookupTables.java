package dev.sluice.mapping.lookup;

import dev.sluice.mapping.Mapping;

/** The lookup tables by name. */
public interface LookupTables {

    /** The table of that name; a mapping asks for those of {@link Mapping#lookupTables} only. */
    LookupTable table(String name);
}
