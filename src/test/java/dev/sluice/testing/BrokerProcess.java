package dev.sluice.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@link EmbeddedKafka} in a JVM of its own, which can be stopped, killed, frozen and started again.
 *
 * <p>Started again it is the same broker, on the same port and directory.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final String READY = "ready ";

    private final Path directory;
    private final Path log;
    private Process process;
    private String bootstrapServers;

    /** Starts a broker on a free port, and waits until it is up. */
    public BrokerProcess(Path directory, Path log) {
        this.directory = directory;
        this.log = log;
        process = launch(0);
        bootstrapServers = awaitReady(process);
    }

    private Process launch(int port) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        Byteman.jvmOption("kafka-20734.btm"),
                        "-Dsluice.log.target=System.err",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        EmbeddedKafka.class.getName(),
                        Integer.toString(port),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a broker", e);
        }
    }

    private static String awaitReady(Process process) {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    return line.substring(READY.length());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the broker has ended before it was up; see its log");
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A clean stop. */
    public void stop() throws InterruptedException {
        try {
            process.getOutputStream().close(); // the end of its standard input
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.waitFor();
    }

    /** SIGKILL: it recovers its logs when it starts again. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP. */
    public void freeze() {
        Signals.send(process, "STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        Signals.send(process, "CONT");
    }

    /** Starts it again after {@link #stop} or {@link #kill}, and waits until it is up. */
    public void restart() {
        process = launch(Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1)));
        bootstrapServers = awaitReady(process);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
