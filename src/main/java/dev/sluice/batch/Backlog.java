package dev.sluice.batch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many batches and bytes the block stores of all tasks hold, and how many of them wait for the object store alone.
 *
 * <p>The bytes are on disk; the batches are counted because each, open or waiting, holds up to a kilobyte of heap.
 *
 * <p>Intake pauses for the waiting ones only. They are sealed and committed, so they can leave while intake is paused;
 * for the others a pause would stop the very commits that let them leave.
 */
public final class Backlog {

    private final long maxBytes;
    private final int maxBatches;
    private final AtomicInteger openBatches = new AtomicInteger();
    private final AtomicInteger waitingBatches = new AtomicInteger();
    private final AtomicLong storedBytes = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();

    public Backlog(long maxBytes, int maxBatches) {
        this.maxBytes = maxBytes;
        this.maxBatches = maxBatches;
    }

    /** Batches were opened or came with a task, or were sealed or left with it where negative. */
    public void addOpen(int batches) {
        openBatches.addAndGet(batches);
    }

    /** Bytes came to the block stores, or left them where negative. */
    public void addStored(long bytes) {
        storedBytes.addAndGet(bytes);
    }

    /** Batches were handed to the uploader, or are uploaded where negative. */
    public void addWaiting(int batches, long bytes) {
        waitingBatches.addAndGet(batches);
        waitingBytes.addAndGet(bytes);
    }

    /** Whether so many batches are open that the oldest should be sealed early. */
    public boolean hasTooManyOpen() {
        return openBatches.get() > maxBatches;
    }

    /** Whether batches should be sealed early, so that they can leave. */
    public boolean isFull() {
        return storedBytes.get() > maxBytes;
    }

    /** Whether so much waits for the object store that intake should pause. */
    public boolean shouldPause() {
        return waitingBytes.get() > maxBytes || waitingBatches.get() > maxBatches;
    }

    /** Whether so little waits that a paused intake should resume. */
    public boolean shouldResume() {
        return waitingBytes.get() <= maxBytes / 2 && waitingBatches.get() <= maxBatches / 2;
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

    public int openBatches() {
        return openBatches.get();
    }

    public int waitingBatches() {
        return waitingBatches.get();
    }

    public int maxBatches() {
        return maxBatches;
    }
}
