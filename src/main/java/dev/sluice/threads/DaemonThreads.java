package dev.sluice.threads;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Factories of named daemon threads, which do not keep the JVM alive. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** For an executor of a single thread, which has exactly this name. */
    public static ThreadFactory named(String name) {
        return task -> daemon(task, name);
    }

    /** For an executor of several threads: {@code name-1}, {@code name-2} and so on. */
    public static ThreadFactory numbered(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> daemon(task, name + "-" + number.incrementAndGet());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
