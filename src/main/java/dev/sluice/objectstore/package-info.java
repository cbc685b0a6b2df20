/**
 * The S3 edge: puts an object once, looks at one, retries what may be retried; uses failure, log, metrics, threads,
 * AWS SDK and SLF4J.
 */
@NullMarked
package dev.sluice.objectstore;

import org.jspecify.annotations.NullMarked;
