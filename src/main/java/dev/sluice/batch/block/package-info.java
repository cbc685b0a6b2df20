/** Blocks of records, compressed, as the chunks of an Avro file; uses batch.header, zstd-jni and snappy-java. */
@NullMarked
package dev.sluice.batch.block;

import org.jspecify.annotations.NullMarked;
