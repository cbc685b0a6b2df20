/**
 * The command line: the root command and the commands for the service as a whole; uses cli.dlq, cli.schema, cli.terminal,
 * config, deadletters, doctor, kafka, mapping, service, verify, Jackson, Kafka common and picocli.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
