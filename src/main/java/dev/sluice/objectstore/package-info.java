/** The S3 edge: put an object once, look at one, retry what may be retried. Knows no Kafka. */
@NullMarked
package dev.sluice.objectstore;

import org.jspecify.annotations.NullMarked;
