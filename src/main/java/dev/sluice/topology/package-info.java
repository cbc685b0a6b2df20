/**
 * The Kafka Streams topology, its processors and its stores; uses batch, bytes, failure, mapping, mapping.json,
 * mapping.lookup, mapping.plan, metrics, objectstore, Jackson, Kafka clients, Kafka common, Kafka Streams, RocksDB and
 * SLF4J.
 */
@NullMarked
package dev.sluice.topology;

import org.jspecify.annotations.NullMarked;
