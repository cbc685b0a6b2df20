package dev.sluice.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server on this class path in a JVM of its own, which runs until its standard input ends, so that it cannot outlive
 * us.
 */
public final class ServerProcess implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final String address;

    private ServerProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one, and waits until it prints the line {@code ready ADDRESS}.
     *
     * @param log where its standard error is appended
     */
    public static ServerProcess start(Class<?> main, List<String> jvmOptions, List<String> arguments, Path log) {
        List<String> command = Stream.of(
                        Jvm.command(),
                        jvmOptions,
                        List.of("-classpath", System.getProperty("java.class.path"), main.getName()),
                        arguments)
                .flatMap(List::stream)
                .toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                    .start();
            return new ServerProcess(process, awaitReady(process, main));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + main.getName(), e);
        }
    }

    private static String awaitReady(Process process, Class<?> main) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
        }
        throw new IllegalStateException(main.getName() + " has ended before it was up; see its log");
    }

    /** What it said when it was ready. */
    public String address() {
        return address;
    }

    public Process process() {
        return process;
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

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
