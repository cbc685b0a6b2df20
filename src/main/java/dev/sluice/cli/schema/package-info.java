/**
 * {@code sluice schema}: the commands for people who write a mapping; uses cli.terminal, failure, mapping,
 * mapping.compatibility, mapping.json, mapping.lookup, mapping.mask, mapping.plan, mapping.schema, Avro, Jackson and
 * picocli.
 */
@NullMarked
package dev.sluice.cli.schema;

import org.jspecify.annotations.NullMarked;
