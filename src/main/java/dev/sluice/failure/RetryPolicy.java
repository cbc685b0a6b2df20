package dev.sluice.failure;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How often a record is tried again, and after which backoffs.
 *
 * @param backoffs the delay before each retry, in order; empty for no retries
 */
public record RetryPolicy(List<Duration> backoffs) {

    /** The share of a backoff that is added to it at most, so that a burst of misses does not return as one burst. */
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

    /** The longest delay of all; 0 without retries. */
    public long longestDelayMillis() {
        long longestMillis =
                backoffs.stream().mapToLong(Duration::toMillis).max().orElse(0);
        return longestMillis + (long) (longestMillis * JITTER);
    }

    /**
     * The delay after attempt number {@code attempt} (from 1), which must be one that allows a retry: its backoff and up
     * to a tenth more.
     */
    public long delayMillisAfter(int attempt, RandomGenerator random) {
        long backoffMillis = backoffs.get(attempt - 1).toMillis();
        return backoffMillis + random.nextLong((long) (backoffMillis * JITTER) + 1);
    }
}
