package dev.sluice.contract;

import org.jspecify.annotations.Nullable;

/**
 * How often a record was replayed as a dead letter.
 *
 * @param count 0 when it never was
 * @param from the dead letter that was replayed last, {@code TOPIC-PARTITION@OFFSET}; null when no header says it
 */
public record Replays(long count, @Nullable String from) {}
