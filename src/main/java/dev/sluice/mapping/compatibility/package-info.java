/** What readers with one schema cannot read of objects written with another; uses mapping.schema and Avro. */
@NullMarked
package dev.sluice.mapping.compatibility;

import org.jspecify.annotations.NullMarked;
