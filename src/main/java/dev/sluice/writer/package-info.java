/**
 * Records written in Kafka transactions together with the position that they are the effect of, so that a run that was
 * killed goes on where it stopped; uses kafka, Kafka clients and Kafka common.
 */
@NullMarked
package dev.sluice.writer;

import org.jspecify.annotations.NullMarked;
