/** A schema's fields compiled to a plan; uses mapping.json, mapping.lookup, mapping.plan, mapping.schema and Avro. */
@NullMarked
package dev.sluice.mapping.compile;

import org.jspecify.annotations.NullMarked;
