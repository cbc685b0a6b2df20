/**
 * The Kafka Streams topology, its processors and its stores; uses batch, batch.block, batch.header, contract,
 * failure, format, kstreams, log, lookup, mapping, mapping.json, mapping.plan, metrics, objectstore, Kafka clients,
 * Kafka common, Kafka Streams and SLF4J.
 */
@NullMarked
package dev.sluice.topology;

import org.jspecify.annotations.NullMarked;
