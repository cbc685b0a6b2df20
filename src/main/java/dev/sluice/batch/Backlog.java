package dev.sluice.batch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the block stores of all tasks hold, and how many of them wait for the object store alone.
 *
 * <p>Intake pauses for the waiting bytes only. They are sealed and committed, so they can leave while intake is paused;
 * for the others a pause would stop the very commits that let them leave.
 */
public final class Backlog {

    private final long maxBytes;
    private final AtomicLong storedBytes = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();

    public Backlog(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Bytes came to the block stores, or left them where negative. */
    public void addStored(long bytes) {
        storedBytes.addAndGet(bytes);
    }

    /** Bytes were handed to the uploader, or are uploaded where negative. */
    public void addWaiting(long bytes) {
        waitingBytes.addAndGet(bytes);
    }

    /** Whether batches should be sealed early, so that they can leave. */
    public boolean isFull() {
        return storedBytes.get() > maxBytes;
    }

    /** Whether so much waits for the object store that intake should pause. */
    public boolean shouldPause() {
        return waitingBytes.get() > maxBytes;
    }

    /** Whether so little waits that a paused intake should resume. */
    public boolean shouldResume() {
        return waitingBytes.get() <= maxBytes / 2;
    }

    public long storedBytes() {
        return storedBytes.get();
    }

    public long waitingBytes() {
        return waitingBytes.get();
    }

    public long maxBytes() {
        return maxBytes;
    }
}
