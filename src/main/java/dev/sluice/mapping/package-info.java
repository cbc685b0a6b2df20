/**
 * An Avro schema compiled to what turns JSON records into Avro binary; uses mapping.compile, mapping.json,
 * mapping.lookup, mapping.mask, mapping.plan and mapping.schema.
 */
@NullMarked
package dev.sluice.mapping;

import org.jspecify.annotations.NullMarked;
