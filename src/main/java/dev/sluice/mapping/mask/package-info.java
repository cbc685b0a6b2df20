/** Masks of texts that may not be written as they are; uses mapping.json, mapping.plan and mapping.text. */
@NullMarked
package dev.sluice.mapping.mask;

import org.jspecify.annotations.NullMarked;
