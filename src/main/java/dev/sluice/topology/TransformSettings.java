package dev.sluice.topology;

import dev.sluice.contract.MessageLimits;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.mapping.Mapping;

/** What decides the outcome of an attempt at a record. */
record TransformSettings(Mapping mapping, RetryPolicy retryPolicy, TombstonePolicy tombstones, MessageLimits limits) {}
