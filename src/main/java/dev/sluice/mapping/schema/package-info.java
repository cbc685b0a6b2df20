/**
 * A schema as it is written, its types, its attributes and what is wrong with them; uses bytes, mapping.json,
 * mapping.text, text, Avro and Jackson.
 */
@NullMarked
package dev.sluice.mapping.schema;

import org.jspecify.annotations.NullMarked;
