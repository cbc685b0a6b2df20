package dev.sluice.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Loop} in a process of its own. */
final class LoopContender implements Contender {

    private final Process process;
    private final LinkedBlockingQueue<Long> reports = new LinkedBlockingQueue<>();
    private long done;

    LoopContender(Loop loop, BenchmarkOptions options, String bootstrapServers, String topic, Path log) {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + options.heap(),
                            "-Dsluice.log.target=System.err",
                            "-classpath",
                            System.getProperty("java.class.path"),
                            Loop.class.getName(),
                            loop.name(),
                            bootstrapServers,
                            topic,
                            Integer.toString(options.partitions()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the loop", e);
        }
        Thread reader = new Thread(this::readReports, "reports");
        reader.setDaemon(true);
        reader.start();
    }

    private void readReports() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                reports.add(Long.valueOf(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Process process() {
        return process;
    }

    @Override
    public String thread() {
        return "main";
    }

    @Override
    public long done(Duration wait) throws InterruptedException {
        Long report = reports.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (report != null) {
            done = report;
        }
        return done;
    }

    @Override
    public Written written() {
        return Written.NOTHING;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
