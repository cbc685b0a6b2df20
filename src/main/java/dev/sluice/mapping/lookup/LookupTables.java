package dev.sluice.mapping.lookup;

/** The lookup tables by name. */
public interface LookupTables {

    /** The table of that name; a mapping asks for those of {@code Mapping.lookupTables} only. */
    LookupTable table(String name);
}
