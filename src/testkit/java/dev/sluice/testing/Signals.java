package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The signals that {@link Process} cannot send. */
public final class Signals {

    private Signals() {}

    /** Sends {@code STOP}, {@code CONT} and the like; a process that has ended takes none, and that is no error. */
    public static void send(Process process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending SIG" + signal, e);
        }
    }
}
