/**
 * Blocks of records, compressed, as the chunks of an Avro file; uses batch.header, bytes, snappy-java and zstd-jni.
 */
@NullMarked
package dev.sluice.batch.block;

import org.jspecify.annotations.NullMarked;
