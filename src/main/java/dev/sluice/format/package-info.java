/**
 * The formats of objects, and how they are written and read; uses batch.header, mapping.schema, objectstore and Avro.
 */
@NullMarked
package dev.sluice.format;

import org.jspecify.annotations.NullMarked;
