/**
 * Where lookup tables come from; uses batch.header, failure, kstreams, log, mapping.json, mapping.lookup, metrics,
 * Kafka common, Kafka Streams and SLF4J.
 */
@NullMarked
package dev.sluice.lookup;

import org.jspecify.annotations.NullMarked;
