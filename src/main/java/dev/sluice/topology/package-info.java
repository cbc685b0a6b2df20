/**
 * The Kafka Streams topology, its processors and its stores; uses batch, failure, kstreams, mapping, metrics, objectstore,
 * Jackson, Kafka clients, Kafka common, Kafka Streams and SLF4J.
 */
@NullMarked
package dev.sluice.topology;

import org.jspecify.annotations.NullMarked;
