/** Lookup tables as a conversion sees them, with their keys and rows; uses mapping.json. */
@NullMarked
package dev.sluice.mapping.lookup;

import org.jspecify.annotations.NullMarked;
