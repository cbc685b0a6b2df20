package dev.sluice.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The service, or another command, as its users run it: the packaged jar in a JVM of its own, configured by its
 * environment.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Process process;
    private final URI metrics;

    private ServiceProcess(Process process, URI metrics) {
        this.process = process;
        this.metrics = metrics;
    }

    /**
     * Starts {@code java [options] -jar sluice.jar}, whose path is the system property {@code sluice.jar}; output is
     * appended to {@code log}. The process has no variables but those given, and serves HTTP on a port of its own.
     */
    public static ServiceProcess start(Map<String, String> environment, Path log, String... jvmOptions) {
        return start(environment, log, List.of(jvmOptions), List.of());
    }

    /** The same with {@code arguments} for the command line: another command than the service. */
    public static ServiceProcess startCommand(Map<String, String> environment, Path log, String... arguments) {
        return start(environment, log, List.of(), List.of(arguments));
    }

    private static ServiceProcess start(
            Map<String, String> environment, Path log, List<String> jvmOptions, List<String> arguments) {
        List<String> command = Stream.of(
                        Jvm.command().stream(),
                        jvmOptions.stream(),
                        Stream.of("-jar", System.getProperty("sluice.jar")),
                        arguments.stream())
                .flatMap(part -> part)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        String address = "127.0.0.1:" + Ports.free();
        builder.environment().put("SLUICE_HTTP_ADDRESS", address);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
        try {
            return new ServiceProcess(builder.start(), URI.create("http://" + address + "/metrics"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    public Process process() {
        return process;
    }

    /** How many objects this very process has landed, as its metrics say; 0 while it does not answer. */
    public double landedObjects() throws InterruptedException {
        return metric("sluice_objects_landed_total");
    }

    /**
     * A metric of this very process: the sum over its series, or the one that is named with its labels; 0 while it does
     * not answer.
     */
    public double metric(String name) throws InterruptedException {
        try {
            return body("/metrics")
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** What it answers at a path, whatever the status. */
    public String body(String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(metrics.resolve(path))
                                .timeout(ANSWER)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Whether it ends by itself within that time. */
    public boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL, and its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP: from now on it does nothing and answers nobody, and does not know. */
    public void freeze() {
        Signals.send(process, "STOP");
    }

    /** SIGCONT: it goes on where it was. */
    public void thaw() {
        Signals.send(process, "CONT");
    }

    /** SIGQUIT: its threads go to its log. */
    public void dumpThreads() {
        Signals.send(process, "QUIT");
    }

    /** The exit status of a process that has ended. */
    public int exitStatus() {
        return process.exitValue();
    }

    /** SIGTERM, and its end; the exit status. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
