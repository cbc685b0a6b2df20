package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * Ports of the loopback interface for servers that are told theirs before they bind it, or bind it again later. Of the
 * ports that the system hands out by itself, one that was free a moment ago may be another's by then.
 */
public final class Ports {

    /** Below those that Linux hands out: 32768 and more. */
    private static final int FIRST = 10_000;

    private static final int LAST = 32_000;
    private static final int BLOCK = 500;

    /** The first port of a block, held as long as this JVM lives: other JVMs leave the block alone. */
    private static @Nullable ServerSocket claim;

    private static int last;

    private Ports() {}

    /** A port that nobody listens on, and that no other caller gets, in this JVM or another, before many more. */
    public static synchronized int free() {
        ServerSocket block = claim == null ? claimBlock() : claim;
        claim = block;
        for (int i = 1; i < BLOCK; i++) {
            last = last % (BLOCK - 1) + 1;
            int port = block.getLocalPort() + last;
            ServerSocket probe = bound(port);
            if (probe != null) {
                close(probe);
                return port;
            }
        }
        throw new IllegalStateException("no port from " + block.getLocalPort() + " on is free");
    }

    private static ServerSocket claimBlock() {
        for (int port = FIRST; port < LAST; port += BLOCK) {
            ServerSocket block = bound(port);
            if (block != null) {
                return block;
            }
        }
        throw new IllegalStateException("each block of ports from " + FIRST + " to " + LAST + " is another's");
    }

    /** Null when the port is taken. */
    private static @Nullable ServerSocket bound(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            return null;
        }
    }

    private static void close(ServerSocket probe) {
        try {
            probe.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
