package dev.sluice.mapping.lookup;

/** The lookup tables by name. */
public interface LookupTables {

    /** The table of that name; a mapping asks only for the tables that it names. */
    LookupTable table(String name);
}
