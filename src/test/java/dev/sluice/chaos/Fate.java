package dev.sluice.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** The lives of one instance, one after another, and how each ends: all drawn from a seed. */
final class Fate {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final Cluster cluster;
    private final Instance instance;
    private final Random random;
    private final Tally tally;

    Fate(Cluster cluster, Instance instance, long seed, Tally tally) {
        this.cluster = cluster;
        this.instance = instance;
        this.random = new Random(seed);
        this.tally = tally;
    }

    /** Lives on until that moment of {@link System#nanoTime}. */
    void run(long endNanos) throws InterruptedException, IOException {
        while (System.nanoTime() < endNanos) {
            start();
            if (!instance.endsWithin(seconds(8, 26))) {
                meet();
            }
            if (instance.endsWithin(AT_ONCE)) {
                record();
                if (random.nextInt(4) == 0) {
                    instance.wipe();
                }
            } else {
                instance.kill();
                tally.kills.incrementAndGet();
            }
        }
    }

    private void start() {
        instance.set("SLUICE_ROTATE_RECORDS", Integer.toString(500 + random.nextInt(20_000)));
        instance.set("SLUICE_ROTATE_AGE", (1 + random.nextInt(8)) + "s");
        instance.set("SLUICE_CODEC", random.nextBoolean() ? "zstandard" : "snappy");
        instance.set("SLUICE_S3_REQUEST_TIMEOUT", random.nextBoolean() ? "5s" : "60s");
        if (random.nextInt(3) == 0) {
            FailPoint[] points = FailPoint.values();
            instance.start(points[random.nextInt(points.length)], 1 + random.nextInt(20));
        } else {
            instance.start();
        }
    }

    private void meet() throws InterruptedException {
        int fate = random.nextInt(100);
        if (fate < 55) {
            instance.kill();
        } else if (fate < 85) {
            tally.zombies.incrementAndGet();
            instance.freeze();
            Duration frozen = seconds(9, 20);
            Cluster.letPass(frozen);
            instance.thaw();
            cluster.report("zombie " + instance.name(), "frozen for %s", frozen);
            Cluster.letPass(seconds(2, 10));
        } else {
            instance.terminate();
        }
    }

    private void record() throws InterruptedException {
        int status = instance.awaitEnd(AT_ONCE);
        switch (status) {
            case 143 -> tally.cleanStops.incrementAndGet();
            case 137, 255 -> tally.kills.incrementAndGet(); // 255 is that of a fail point
            default -> tally.failures.incrementAndGet();
        }
        cluster.report("end of " + instance.name(), "status %d", status);
    }

    private Duration seconds(int from, int to) {
        return Duration.ofMillis(random.nextInt(from * 1_000, to * 1_000));
    }
}
