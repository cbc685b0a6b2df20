/**
 * What adapts Kafka Streams and knows nothing of Sluice: poll batches, guarded clients, commit hooks, stores without
 * changelog, memory bounds and intake control; uses threads, Kafka clients, Kafka common, Kafka Streams, RocksDB and
 * SLF4J.
 */
@NullMarked
package dev.sluice.kstreams;

import org.jspecify.annotations.NullMarked;
