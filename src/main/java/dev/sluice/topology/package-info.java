/** The Kafka Streams topology, its processors and its stores. Uses mapping, failure, batch, objectstore, metrics. */
@NullMarked
package dev.sluice.topology;

import org.jspecify.annotations.NullMarked;
