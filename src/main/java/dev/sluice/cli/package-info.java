/**
 * The commands beside {@code run}, for people at work on a schema and for those who want to know where the records
 * are; uses contract, deadletters, doctor, failure, kafka, mapping, picocli, verify, Avro, Jackson and Kafka common.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
