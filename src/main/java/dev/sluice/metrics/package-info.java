/** What the service counts and measures, and its Micrometer registry; uses failure, Kafka common and Micrometer. */
@NullMarked
package dev.sluice.metrics;

import org.jspecify.annotations.NullMarked;
