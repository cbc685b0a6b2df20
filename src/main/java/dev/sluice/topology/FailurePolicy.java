package dev.sluice.topology;

import dev.sluice.contract.MessageLimits;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.failure.TombstonePolicy;

/**
 * What becomes of a record that cannot be converted.
 *
 * @param retries how often, and after which time, it is tried again
 * @param tombstones what becomes of one without value
 * @param limits what the retry topic and the dead-letter topic take
 */
public record FailurePolicy(RetryPolicy retries, TombstonePolicy tombstones, MessageLimits limits) {}
