package dev.sluice.failure;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How often, and how long after the attempt before, a record is tried again.
 *
 * @param backoffs the delay before each retry, in order; empty means that nothing is retried
 */
public record RetryPolicy(List<Duration> backoffs) {

    /** A retry comes up to this much later than its backoff says, so that a burst of misses does not return as one. */
    private static final double JITTER = 0.1;

    public RetryPolicy {
        backoffs = List.copyOf(backoffs);
        for (Duration backoff : backoffs) {
            if (backoff.isNegative()) {
                throw new IllegalArgumentException("backoff " + backoff + " is negative");
            }
        }
    }

    /** Whether a record whose attempt number {@code attempt} (from 1) failed may be tried again. */
    public boolean allowsRetryAfter(int attempt) {
        return attempt <= backoffs.size();
    }

    /**
     * The delay after attempt number {@code attempt} (from 1), which must be one that allows a retry: its backoff, and
     * up to a tenth more.
     */
    public long delayMillisAfter(int attempt, RandomGenerator random) {
        long backoffMillis = backoffs.get(attempt - 1).toMillis();
        return backoffMillis + random.nextLong((long) (backoffMillis * JITTER) + 1);
    }
}
