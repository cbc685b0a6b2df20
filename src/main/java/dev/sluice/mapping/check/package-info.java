/**
 * Each kind of check, from the words of an attribute to the verdict on a value; uses mapping.json, mapping.lookup,
 * mapping.plan, mapping.schema and mapping.text.
 */
@NullMarked
package dev.sluice.mapping.check;

import org.jspecify.annotations.NullMarked;
