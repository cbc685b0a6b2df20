/** What breaks for readers when a schema changes, by the rules of Avro's schema resolution; uses mapping and Avro. */
@NullMarked
package dev.sluice.mapping.compatibility;

import org.jspecify.annotations.NullMarked;
