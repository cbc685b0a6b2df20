/** Lookup tables as a conversion sees them, with their keys and rows; uses bytes, mapping.json and mapping.text. */
@NullMarked
package dev.sluice.mapping.lookup;

import org.jspecify.annotations.NullMarked;
