package dev.sluice.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface for servers that must know theirs before they listen, or come back on it.
 *
 * <p>They are below those that an operating system hands out by itself, which would give one away in the meantime; and
 * each JVM takes its own, for several test at the same time.
 */
public final class Ports {

    private static final int FIRST = 10_000;
    private static final int OF_A_JVM = 100;
    private static final int JVMS = 200;

    private static int next = ThreadLocalRandom.current().nextInt(OF_A_JVM);

    private Ports() {}

    /** A port that nobody listens on now, and that this JVM gives nobody else soon. */
    public static synchronized int free() {
        int first = FIRST + (int) (ProcessHandle.current().pid() % JVMS) * OF_A_JVM;
        for (int i = 0; i < OF_A_JVM; i++) {
            int port = first + next++ % OF_A_JVM;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException("no port is free from " + first + " on");
    }
}
