/**
 * The Kafka Streams topology, its processors and its stores; uses batch, contract, failure, mapping, metrics,
 * objectstore, Kafka clients, Kafka common, Kafka Streams, RocksDB and SLF4J.
 */
@NullMarked
package dev.sluice.topology;

import org.jspecify.annotations.NullMarked;
