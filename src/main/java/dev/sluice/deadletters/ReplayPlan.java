package dev.sluice.deadletters;

import org.jspecify.annotations.Nullable;

/**
 * What one run replays, and how.
 *
 * @param maxReplays a record that was replayed so often, and was dead-lettered again, is left out
 * @param isForced whether it is replayed nevertheless
 * @param isDryRun whether letters are only counted and nothing is written
 * @param rate how many letters a second at most; null for no limit
 */
public record ReplayPlan(
        ReplayTarget to,
        DeadLetterFilter filter,
        int maxReplays,
        boolean isForced,
        boolean isDryRun,
        @Nullable Integer rate) {

    public ReplayPlan {
        if (maxReplays < 1) {
            throw new IllegalArgumentException("--max-replays " + maxReplays + ": it must be 1 or more");
        }
        if (rate != null && rate < 1) {
            throw new IllegalArgumentException("--rate " + rate + ": it must be 1 letter a second or more");
        }
    }
}
