package dev.sluice.chaos;

import java.util.concurrent.atomic.AtomicInteger;

/** How often the processes met what. */
final class Tally {

    final AtomicInteger kills = new AtomicInteger();
    final AtomicInteger zombies = new AtomicInteger();
    final AtomicInteger cleanStops = new AtomicInteger();

    /** Processes that gave up by themselves. */
    final AtomicInteger failures = new AtomicInteger();

    final AtomicInteger s3Faults = new AtomicInteger();
    final AtomicInteger brokerFaults = new AtomicInteger();

    @Override
    public String toString() {
        return "%d kills, %d zombies, %d clean stops, %d gave up, %d S3 faults, %d broker faults"
                .formatted(
                        kills.get(),
                        zombies.get(),
                        cleanStops.get(),
                        failures.get(),
                        s3Faults.get(),
                        brokerFaults.get());
    }
}
