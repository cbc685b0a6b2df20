package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Byteman;
import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionRig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One of the service's instances: its name, its local state and its way to S3, through one process after another. */
final class Instance implements AutoCloseable {

    private static final Pattern TELLING = Pattern.compile("sluice_(records|tasks|batches|objects_landed|intake"
            + "|oldest|ready|s3_req.*total|upload|kafka_streams_(threads|restore)|kafka_consumer)");
    private static final int LAST_LINES = 25;
    private static final int LINE = 240;

    private final String name;
    private final Path directory;
    private final Path log;
    private final FaultyS3 s3;
    private final Map<String, String> environment;
    private @Nullable ServiceProcess process;

    /** @param directory keeps the local state and scripts of all instances, each under its name */
    Instance(String name, Path directory, Path logs, FaultyS3 s3, Map<String, String> environment) throws IOException {
        this.name = name;
        this.directory = directory;
        this.log = logs.resolve(name + ".log");
        this.s3 = s3;
        Files.deleteIfExists(log); // of an earlier run
        this.environment = new HashMap<>(environment);
        this.environment.put("SLUICE_STATE_DIRECTORY", stateDirectory().toString());
        this.environment.put("SLUICE_S3_ENDPOINT", s3.endpoint().toString());
    }

    private Path stateDirectory() {
        return directory.resolve("state-" + name);
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    FaultyS3 s3() {
        return s3;
    }

    /** A variable of the processes to come. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    void start() {
        start("-Dfail.point=none");
    }

    /** Starts a process that ends itself the n-th time it gets to that step. */
    void start(FailPoint point, int times) {
        start(point.jvmOption(times, directory.resolve(name + ".btm")));
    }

    /** Starts a process whose classes are changed by the rules of a file. */
    void startWithRules(Path rules) {
        start(Byteman.jvmOption(rules));
    }

    private void start(String option) {
        process = ServiceProcess.start(environment, log, "-Xmx256m", option);
    }

    private ServiceProcess process() {
        return Objects.requireNonNull(process, "not started");
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Waits for the process to end by itself; its exit status. */
    int awaitEnd(Duration atMost) throws InterruptedException {
        assertThat(process().endsWithin(atMost.toMillis()))
                .as("%s ends within %s; see its log", name, atMost)
                .isTrue();
        return process().exitStatus();
    }

    /** Kafka Streams' id of the process, which outlives it in the local state. */
    String processId() throws IOException {
        Path file = stateDirectory().resolve(TransactionRig.APPLICATION).resolve("kafka-streams-process-metadata");
        return new JsonMapper()
                .readTree(Files.readString(file))
                .required("processId")
                .asString();
    }

    /** Lets it work for that long, unless it ends before; whether it has. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process().endsWithin(TimeUnit.MILLISECONDS.convert(time));
    }

    /** See {@link ServiceProcess#metric}. */
    double metric(String name) throws InterruptedException {
        return process().metric(name);
    }

    /** What its process answers at a path; empty while it does not answer. */
    String body(String path) throws InterruptedException {
        try {
            return process().body(path);
        } catch (IOException e) {
            return "";
        }
    }

    double landedObjects() throws InterruptedException {
        return process().landedObjects();
    }

    void kill() throws InterruptedException {
        process().kill();
    }

    /** Where it stands: what its metrics say about its work, and how its log ends. */
    List<String> evidence() {
        if (process == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(name + (isAlive() ? ", alive:" : ", ended:"));
        try {
            process()
                    .body("/metrics")
                    .lines()
                    .filter(line -> TELLING.matcher(line).lookingAt())
                    .forEach(lines::add);
        } catch (IOException e) {
            lines.add("no metrics: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            List<String> all = Files.readAllLines(log);
            all.subList(Math.max(0, all.size() - LAST_LINES), all.size()).stream()
                    .map(line -> line.substring(0, Math.min(line.length(), LINE)))
                    .forEach(lines::add);
        } catch (IOException e) {
            lines.add("no log: " + e);
        }
        return lines;
    }

    void dumpThreads() {
        if (isAlive()) {
            process().dumpThreads();
        }
    }

    /** Whatever runs containers starts one anew that has ended; so does this. True when it had to. */
    boolean ensureAlive() {
        boolean hasEnded = !isAlive();
        if (hasEnded) {
            start();
        }
        return hasEnded;
    }

    void freeze() {
        process().freeze();
    }

    void thaw() {
        process().thaw();
    }

    /** SIGTERM; the exit status. */
    int terminate() throws InterruptedException {
        return process().terminate();
    }

    /** Takes the local state of a process that has ended. */
    void wipe() throws IOException {
        File state = stateDirectory().toFile();
        if (Files.exists(state.toPath())) {
            Utils.delete(state);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        s3.close();
    }
}
