/**
 * {@code sluice dlq}: the commands for dead letters; uses cli.terminal, config, deadletters, failure, kafka, Jackson and
 * picocli.
 */
@NullMarked
package dev.sluice.cli.dlq;

import org.jspecify.annotations.NullMarked;
