package dev.sluice.kstreams;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Notices that the wall clock was set back since a stream thread's consumer was made.
 *
 * <p>Kafka's clients and Kafka Streams (4.4.0) measure time with the wall clock. Set back by ten minutes, they send no
 * heartbeat, commit nothing and call no punctuation for ten minutes, and a poll may take as long. A new thread has new
 * clients and schedules, so the thread is replaced.
 */
final class ClockWatch {

    /** What clocks are corrected by without notice. */
    static final long TOLERANCE_MILLIS = 2_000;

    private static final Set<ClockWatch> ALL = ConcurrentHashMap.newKeySet();

    private final Runnable wakeUp;
    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;

    /** The most that the wall clock was ahead of {@link System#nanoTime}, which no step disturbs. */
    private volatile long mostAheadMillis;

    private volatile boolean mayWakeUp = true;

    ClockWatch(Runnable wakeUp, LongSupplier wallMillis, LongSupplier nanoTime) {
        this.wakeUp = wakeUp;
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
        mostAheadMillis = aheadMillis();
    }

    /** For a consumer, whose poll {@link #wakeUpAll} ends when the clock is set back, until {@link #close}. */
    static ClockWatch of(Consumer<?, ?> consumer) {
        ClockWatch watch = new ClockWatch(consumer::wakeup, System::currentTimeMillis, System::nanoTime);
        ALL.add(watch);
        return watch;
    }

    private long aheadMillis() {
        return wallMillis.getAsLong() - nanoTime.getAsLong() / 1_000_000;
    }

    /** How far the clock was set back; 0 within the tolerance. */
    private long setBackMillis() {
        long ahead = aheadMillis();
        long most = Math.max(mostAheadMillis, ahead);
        mostAheadMillis = most;
        return most - ahead > TOLERANCE_MILLIS ? most - ahead : 0;
    }

    /** Throws {@link StreamThreadRestartException} if the clock was set back. */
    void check() {
        long millis = setBackMillis();
        if (millis > 0) {
            throw new StreamThreadRestartException(millis);
        }
    }

    /** Polls; throws {@link StreamThreadRestartException} when the clock was set back, before or meanwhile. */
    ConsumerRecords<byte[], byte[]> poll(Supplier<ConsumerRecords<byte[], byte[]>> poll) {
        check();
        try {
            return poll.get();
        } catch (WakeupException e) {
            check();
            throw e;
        }
    }

    /** Polls; without records when the clock is set back meanwhile, and then goes by the new time. */
    ConsumerRecords<byte[], byte[]> pollOrNothing(Supplier<ConsumerRecords<byte[], byte[]>> poll) {
        mostAheadMillis = aheadMillis();
        mayWakeUp = true;
        try {
            return poll.get();
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } finally {
            mayWakeUp = false; // another call would throw
        }
    }

    /** Ends each poll that may take as long as the clock was set back. */
    static void wakeUpAll() {
        for (ClockWatch watch : ALL) {
            if (watch.mayWakeUp && watch.setBackMillis() > 0) {
                watch.wakeUp.run();
            }
        }
    }

    void close() {
        ALL.remove(this);
    }
}
