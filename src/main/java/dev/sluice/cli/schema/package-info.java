/**
 * {@code sluice schema}: the commands for people who write a mapping; uses cli.terminal, failure, mapping,
 * mapping.compatibility, Avro, Jackson and picocli.
 */
@NullMarked
package dev.sluice.cli.schema;

import org.jspecify.annotations.NullMarked;
