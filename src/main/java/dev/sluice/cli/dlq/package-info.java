/**
 * {@code sluice dlq}: the commands for dead letters; uses cli.terminal, config, contract, deadletters, failure,
 * kafka, Jackson, Kafka common and picocli.
 */
@NullMarked
package dev.sluice.cli.dlq;

import org.jspecify.annotations.NullMarked;
