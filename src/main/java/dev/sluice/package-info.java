/**
 * Wires one running service and closes it, {@code Main} being the command line and {@code Sluice} the service; uses
 * batch, cli, config, deadletters, doctor, http, mapping, metrics, objectstore, topology, verify, Jackson, Kafka
 * clients, Kafka common, Kafka Streams, picocli and SLF4J.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
