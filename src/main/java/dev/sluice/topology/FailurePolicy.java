package dev.sluice.topology;

import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.SourcePosition.KnownSources;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.failure.TombstonePolicy;

/**
 * What becomes of a record that cannot be converted.
 *
 * @param retries how often, and after which time, it is tried again
 * @param tombstones what becomes of one without value
 * @param limits what the retry topic and the dead-letter topic take
 * @param sources where a record of the retry topic may come from
 */
public record FailurePolicy(
        RetryPolicy retries, TombstonePolicy tombstones, MessageLimits limits, KnownSources sources) {}
