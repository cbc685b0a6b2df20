/**
 * Wires one running service and closes it, {@code Main} being the command line and {@code Sluice} the service; uses
 * batch, batch.header, cli, config, contract, deadletters, doctor, http, kafka, kstreams, mapping, mapping.schema,
 * metrics, objectstore, topology, verify, Jackson, Kafka common, Kafka Streams, picocli and SLF4J.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
