package dev.sluice.batch;

import java.util.concurrent.atomic.AtomicLong;

/** How much heap the open blocks of all tasks may hold together, and how much they do. */
public final class HeapBudget {

    private final long maxBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    public HeapBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes {@code bytes}; gives back where it is negative. */
    public void take(long bytes) {
        if (bytes != 0) { // as most often
            heldBytes.addAndGet(bytes);
        }
    }

    public boolean isExceeded() {
        return heldBytes.get() > maxBytes;
    }

    /** Whether so much is free again that the budget is not exceeded by the next few records. */
    public boolean hasRoom() {
        return heldBytes.get() <= maxBytes - maxBytes / 8;
    }

    public long heldBytes() {
        return heldBytes.get();
    }

    public long maxBytes() {
        return maxBytes;
    }
}
