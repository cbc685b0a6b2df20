/** Blocks, batches, rotation and object keys: what one S3 object will hold. Knows neither Kafka nor S3. */
@NullMarked
package dev.sluice.batch;

import org.jspecify.annotations.NullMarked;
