/** The batches of one task under any sequence of faults, without Kafka and S3, and the same again for the same steps. */
@NullMarked
package dev.sluice.simulation;

import org.jspecify.annotations.NullMarked;
