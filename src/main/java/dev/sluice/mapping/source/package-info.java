/**
 * Each kind of source, from the words of an attribute to the value of a record; uses failure, mapping.check,
 * mapping.cleaning, mapping.json, mapping.lookup, mapping.plan, mapping.schema, mapping.text and Avro.
 */
@NullMarked
package dev.sluice.mapping.source;

import org.jspecify.annotations.NullMarked;
