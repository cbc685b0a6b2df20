/** A schema as it is written, its types, attributes and what is wrong with them; uses mapping.json, mapping.plan, Avro and Jackson. */
@NullMarked
package dev.sluice.mapping.schema;

import org.jspecify.annotations.NullMarked;
