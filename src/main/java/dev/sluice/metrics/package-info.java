/**
 * What the service counts, as one small interface, and its Micrometer face; uses batch.header, failure, Kafka common
 * and Micrometer.
 */
@NullMarked
package dev.sluice.metrics;

import org.jspecify.annotations.NullMarked;
