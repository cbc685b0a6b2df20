/** Blocks, batches, rotation and object keys: what one S3 object will hold; uses bytes, zstd-jni and snappy-java. */
@NullMarked
package dev.sluice.batch;

import org.jspecify.annotations.NullMarked;
