/**
 * A schema's fields compiled to a plan; uses bytes, mapping.check, mapping.json, mapping.mask, mapping.plan,
 * mapping.schema, mapping.source and Avro.
 */
@NullMarked
package dev.sluice.mapping.compile;

import org.jspecify.annotations.NullMarked;
