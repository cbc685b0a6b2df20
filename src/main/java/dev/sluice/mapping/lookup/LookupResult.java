package dev.sluice.mapping.lookup;

/** What a lookup table has under a key: a row, or none. */
public sealed interface LookupResult permits LookupRow, NoRow {}
