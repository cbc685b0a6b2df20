package dev.sluice.demo;

import java.time.Duration;
import java.util.Locale;

/** Follows the fed transactions to their places: shows progress, and sends the late reference rows on the way. */
final class Follower {

    private static final Duration POLL = Duration.ofMillis(250);

    /** Longer than the retries' backoffs and the rotation's age together. */
    private static final Duration STALL = Duration.ofSeconds(60);

    private final Screen screen;
    private final Input input;
    private final Feed feed;
    private final Outcomes outcomes;
    private final long startNanos = System.nanoTime();

    private boolean lateRowsSent;
    private long allReadNanos;
    private long movedNanos = startNanos;
    private long moved;

    Follower(Screen screen, Input input, Feed feed, Outcomes outcomes) {
        this.screen = screen;
        this.input = input;
        this.feed = feed;
        this.outcomes = outcomes;
    }

    /** Returns when all that was fed has landed or been dead-lettered, or when nothing moves any more. */
    void follow() {
        screen.line("");
        screen.line(" time         fed        read      landed  objects   retried  dead letters");
        while (true) {
            outcomes.poll(POLL);
            boolean allFed = feed.isDone();
            long fed = feed.fed();
            long now = System.nanoTime();
            screen.progress(row(fed, now));
            if (allFed && outcomes.retries() > 0) {
                sendLateRows();
            }
            if (allFed && outcomes.read() >= fed && allReadNanos == 0) {
                allReadNanos = now;
            }
            if (allFed && allReadNanos > 0 && outcomes.landed() + outcomes.deadLetters() >= fed) {
                screen.line(row(fed, now));
                printSpeed(fed, now);
                return;
            }
            if (hasStalled(fed, now)) {
                screen.line("Nothing has moved for %d s. This is how it stands:", STALL.toSeconds());
                return;
            }
        }
    }

    private String row(long fed, long nowNanos) {
        return String.format(
                Locale.ROOT,
                "%3d s  %,10d  %,10d  %,10d  %,7d  %,8d  %,12d",
                Duration.ofNanos(nowNanos - startNanos).toSeconds(),
                fed,
                outcomes.read(),
                outcomes.landed(),
                outcomes.objectKeys().size(),
                outcomes.retries(),
                outcomes.deadLetters());
    }

    /** Late is: after some transactions have missed them. */
    private void sendLateRows() {
        if (!lateRowsSent) {
            lateRowsSent = true;
            input.lateRows().forEach((table, rows) -> {
                feed.rows(DemoTopics.lookup(table), rows);
                screen.line("       %,d late rows arrive in lookup table %s", rows.size(), table);
            });
        }
    }

    private boolean hasStalled(long fed, long nowNanos) {
        long now = fed + outcomes.read() + outcomes.landed() + outcomes.deadLetters() + outcomes.retries();
        if (now != moved) {
            moved = now;
            movedNanos = nowNanos;
        }
        return nowNanos - movedNanos > STALL.toNanos();
    }

    private void printSpeed(long records, long landedNanos) {
        double readSeconds = (allReadNanos - startNanos) / 1e9;
        screen.heading("Speed");
        screen.line(
                "  %,d records a second, fed, converted and committed at the same time:",
                Math.round(records / readSeconds));
        screen.line(
                "  %,d in %.1f s. The last retry and object landed after %.1f s.",
                records, readSeconds, (landedNanos - startNanos) / 1e9);
    }
}
