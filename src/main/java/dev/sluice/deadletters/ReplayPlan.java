package dev.sluice.deadletters;

import org.jspecify.annotations.Nullable;

/**
 * What is to be replayed, and how.
 *
 * @param maxReplays a record that was replayed so often and is dead-lettered again is left alone
 * @param isForced whether it is replayed nevertheless
 * @param isDryRun whether nothing is written, and letters are only counted
 * @param rate how many letters a second at most; null for as many as go
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
