package dev.sluice.demo;

import dev.sluice.Sluice;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.ReferenceData.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;

/**
 * The demo: a real broker, a real S3 and the service in one process, fed until all of it has landed.
 *
 * <p>Exit statuses: 0 if every record is in exactly one place, 1 if not, 2 for an option that cannot be used.
 */
public final class Demo {

    private static final Duration POLL = Duration.ofMillis(250);

    /** Longer than the retries' backoffs and the rotation's age together. */
    private static final Duration STALL = Duration.ofSeconds(60);

    private final Screen screen;
    private final Input input;
    private final boolean keep;
    private final long startedNanos = System.nanoTime();

    private Demo(Screen screen, Input input, boolean keep) {
        this.screen = screen;
        this.input = input;
        this.keep = keep;
    }

    public static void main(String[] args) throws Exception {
        Screen screen = Screen.ofProcess();
        int status;
        try {
            DemoOptions options = DemoOptions.of(System.getProperties());
            status = new Demo(screen, Input.of(options), options.keep()).run() ? 0 : 1;
        } catch (SettingsException | IllegalArgumentException e) {
            screen.line("%s", e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    private boolean run() throws IOException, InterruptedException {
        Path directory = temporaryDirectory();
        screen.heading("Sluice demo: " + input.description());
        Ledger ledger = new Ledger();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedS3 s3 = EmbeddedS3.start();
                Feed feed = new Feed(kafka.bootstrapServers(), ledger)) {
            Map<String, List<Row>> lookups = input.lookups();
            DemoTopics.create(kafka, lookups.keySet());
            lookups.forEach((table, rows) -> feed.rows(DemoTopics.lookup(table), rows));
            s3.createBucket(Lake.BUCKET);
            screen.line("%4d s  broker %s and S3 %s are up", seconds(), kafka.bootstrapServers(), s3.endpoint());
            try (Sluice sluice = Sluice.start(settings(kafka, s3, directory));
                    Outcomes outcomes = new Outcomes(kafka.bootstrapServers(), DemoTopics.APPLICATION_ID, ledger);
                    Lake lake = new Lake(s3)) {
                follow(feed, outcomes);
                boolean holds = new Report(screen, lake, ledger, outcomes).print();
                if (keep) {
                    keepRunning(kafka, s3, sluice);
                }
                return holds;
            }
        }
    }

    private Settings settings(EmbeddedKafka kafka, EmbeddedS3 s3, Path directory) {
        System.setProperty("aws.accessKeyId", s3.accessKey());
        System.setProperty("aws.secretAccessKey", s3.secretKey());
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("KAFKA_NUM_STREAM_THREADS", "2");
        environment.put("KAFKA_COMMIT_INTERVAL_MS", "1000");
        environment.put("SLUICE_APPLICATION_ID", DemoTopics.APPLICATION_ID);
        environment.put("SLUICE_INPUT_TOPICS", DemoTopics.INPUT);
        environment.put("SLUICE_SCHEMA_FILE", input.schema().toString());
        environment.put(
                "SLUICE_LOOKUPS",
                input.lookups().keySet().stream()
                        .map(table -> table + "=" + DemoTopics.lookup(table))
                        .collect(Collectors.joining(",")));
        environment.put("SLUICE_RETRY_BACKOFFS", "2s,5s,10s");
        environment.put("SLUICE_ROTATE_RECORDS", "20000");
        environment.put("SLUICE_ROTATE_AGE", "8s");
        environment.put("SLUICE_S3_BUCKET", Lake.BUCKET);
        environment.put("SLUICE_S3_ENDPOINT", s3.endpoint().toString());
        environment.put("SLUICE_S3_REGION", "us-east-1");
        environment.put("SLUICE_S3_PATH_STYLE", "true");
        environment.put("SLUICE_HTTP_ADDRESS", "127.0.0.1:0");
        environment.put("SLUICE_STATE_DIRECTORY", directory.resolve("state").toString());
        return Settings.fromEnvironment(environment);
    }

    /** Feeds, and shows progress until all that was fed has landed or been dead-lettered, or nothing moves any more. */
    private void follow(Feed feed, Outcomes outcomes) {
        long fedNanos = System.nanoTime();
        long readNanos = fedNanos;
        long movedNanos = fedNanos;
        long moved = -1;
        boolean lateRowsSent = false;
        feed.start(DemoTopics.INPUT, DemoTopics.PARTITIONS, input);
        screen.line("");
        screen.line(" time         fed        read      landed  objects   retried  dead letters");
        while (true) {
            outcomes.poll(POLL);
            boolean fed = feed.isDone();
            long total = feed.fed();
            long now = System.nanoTime();
            screen.progress(
                    now / 1_000_000,
                    String.format(
                            "%3d s  %,10d  %,10d  %,10d  %,7d  %,8d  %,12d",
                            seconds(),
                            total,
                            outcomes.read(),
                            outcomes.landed(),
                            outcomes.objectKeys().size(),
                            outcomes.retries(),
                            outcomes.deadLetters()));
            if (!lateRowsSent && fed && outcomes.retries() > 0) {
                input.lateRows().forEach((table, rows) -> {
                    feed.rows(DemoTopics.lookup(table), rows);
                    screen.line("       %,d late rows arrive in lookup table %s", rows.size(), table);
                });
                lateRowsSent = true;
            }
            if (!fed || outcomes.read() < total) {
                readNanos = now;
            }
            long places = outcomes.landed() + outcomes.deadLetters();
            if (fed && places >= total) {
                printSpeed(total, readNanos - fedNanos, now - fedNanos);
                return;
            }
            long movement = total + outcomes.read() + places + outcomes.retries();
            if (movement != moved) {
                moved = movement;
                movedNanos = now;
            } else if (now - movedNanos > STALL.toNanos()) {
                screen.line("Nothing has moved for %d s; this is how it stands:", STALL.toSeconds());
                return;
            }
        }
    }

    private void printSpeed(long records, long readNanos, long landedNanos) {
        screen.heading("Speed");
        screen.line(
                "  %,d records a second: %,d read, converted and committed in %.1f s,",
                Math.round(records * 1e9 / readNanos), records, readNanos / 1e9);
        screen.line("  while they were being fed; the last retry and object landed after %.1f s", landedNanos / 1e9);
    }

    private void keepRunning(EmbeddedKafka kafka, EmbeddedS3 s3, Sluice sluice) throws InterruptedException {
        String http = "http://" + sluice.httpAddress().getHostString() + ":"
                + sluice.httpAddress().getPort();
        screen.heading("It keeps running; Ctrl-C ends it");
        screen.line("  metrics    %s/metrics", http);
        screen.line("  health     %s/health/ready  %s/health/live", http, http);
        screen.line("  broker     %s  (topic %s)", kafka.bootstrapServers(), DemoTopics.INPUT);
        screen.line("  S3         %s  (bucket %s, path style)", s3.endpoint(), Lake.BUCKET);
        screen.line("  S3 keys    AWS_ACCESS_KEY_ID=%s", s3.accessKey());
        screen.line("             AWS_SECRET_ACCESS_KEY=%s", s3.secretKey());
        new CountDownLatch(1).await();
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
    }

    /** A directory that is deleted when the JVM ends, however it does. */
    private static Path temporaryDirectory() throws IOException {
        Path directory = Files.createTempDirectory("sluice-demo-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Utils.delete(directory.toFile());
            } catch (IOException e) {
                System.err.println("cannot delete " + directory);
            }
        }));
        return directory;
    }
}
