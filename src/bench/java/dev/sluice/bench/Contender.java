package dev.sluice.bench;

import java.time.Duration;

/** A process that is given transactions, and says how far it is. */
interface Contender extends AutoCloseable {

    Process process();

    /** What the names of those threads contain that do the work. */
    String thread();

    /** How many transactions it is done with; waits a moment for more. */
    long done(Duration wait) throws InterruptedException;

    /** What it has written so far, beside its progress. */
    Written written() throws InterruptedException;

    @Override
    void close();

    /**
     * Bytes and objects.
     *
     * @param changelogBytes in Kafka, as compressed
     */
    record Written(long objects, long objectBytes, long changelogBytes) {

        static final Written NOTHING = new Written(0, 0, 0);

        Written since(Written earlier) {
            return new Written(
                    objects - earlier.objects,
                    objectBytes - earlier.objectBytes,
                    changelogBytes - earlier.changelogBytes);
        }
    }
}
