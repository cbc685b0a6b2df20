/**
 * What other programs read: topics, manifest, headers, source positions, stored records, and the limits that bound
 * them; uses batch, batch.header, bytes, failure, kafka, kstreams, Jackson, Kafka clients, Kafka common and Kafka
 * Streams.
 */
@NullMarked
package dev.sluice.contract;

import org.jspecify.annotations.NullMarked;
