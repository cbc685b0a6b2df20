/**
 * Kafka outside of Kafka Streams: what is committed in its topics, read by those who belong to no group; uses Kafka
 * clients and Kafka common.
 */
@NullMarked
package dev.sluice.kafka;

import org.jspecify.annotations.NullMarked;
