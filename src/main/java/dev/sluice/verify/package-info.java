/**
 * The count behind {@code sluice verify}, whether each input record is in exactly one place, which reads only; uses
 * batch.header, contract, deadletters, failure, format, kafka, mapping.schema, objectstore, threads, Avro, Kafka clients and
 * Kafka common.
 */
@NullMarked
package dev.sluice.verify;

import org.jspecify.annotations.NullMarked;
