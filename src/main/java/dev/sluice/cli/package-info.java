/**
 * The commands beside {@code run}, for people at work on a schema and for those who want to know where the records
 * are; uses contract, deadletters, doctor, failure, kafka, mapping, mapping.compatibility, mapping.json,
 * mapping.lookup, mapping.mask, mapping.plan, mapping.schema, verify, Avro, Jackson, Kafka common and picocli.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
