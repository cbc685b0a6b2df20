/**
 * A schema's fields compiled to a plan; uses bytes, mapping.check, mapping.cleaning, mapping.json, mapping.mask,
 * mapping.plan, mapping.schema, mapping.source, mapping.text and Avro.
 */
@NullMarked
package dev.sluice.mapping.compile;

import org.jspecify.annotations.NullMarked;
