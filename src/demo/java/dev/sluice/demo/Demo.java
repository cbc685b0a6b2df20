package dev.sluice.demo;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.kafka.AccessException;
import dev.sluice.service.ConfiguredMapping;
import dev.sluice.service.Sluice;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.Ports;
import dev.sluice.testing.ProgramOptions;
import dev.sluice.testing.ReferenceData.Row;
import dev.sluice.verify.SourceFields;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;

/**
 * The demo: a real broker, a real S3 and the service in one process, fed until all of it has landed.
 *
 * <p>Exit statuses: 0 if every record is in exactly one place, 1 if not, 2 for an option that cannot be used.
 */
public final class Demo {

    /** What a shell reads to be configured as the demo's service was. */
    static final Path ENVIRONMENT = Path.of("target", "demo.env");

    private static final Path JAR = Path.of("target", "sluice.jar");

    private final Screen screen;
    private final Input input;
    private final boolean keep;

    private Demo(Screen screen, Input input, boolean keep) {
        this.screen = screen;
        this.input = input;
        this.keep = keep;
    }

    public static void main(String[] args) {
        System.exit(status(Screen.ofProcess(), args));
    }

    private static int status(Screen screen, String[] args) {
        try {
            DemoOptions options = DemoOptions.of(ProgramOptions.of(args));
            return new Demo(screen, Input.of(options), options.keep()).run() ? 0 : 1;
        } catch (UnusableOptionException | SettingsException e) {
            screen.line("%s", e.getMessage());
            return 2;
        } catch (Exception e) {
            e.printStackTrace();
            return 1;
        }
    }

    private boolean run() throws IOException, AccessException, InterruptedException {
        Path directory = temporaryDirectory();
        screen.heading("Sluice demo: " + input.description());
        Tally tally = new Tally();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedS3 s3 = EmbeddedS3.start();
                Feed feed = new Feed(kafka.bootstrapServers(), tally)) {
            Map<String, List<Row>> lookups = input.lookups();
            DemoTopics.create(kafka, lookups.keySet());
            lookups.forEach((table, rows) -> feed.rows(DemoTopics.lookup(table), rows));
            s3.createBucket(Lake.BUCKET);
            screen.line("broker %s and S3 %s are up", kafka.bootstrapServers(), s3.endpoint());
            System.setProperty("aws.accessKeyId", s3.accessKey());
            System.setProperty("aws.secretAccessKey", s3.secretKey());
            Map<String, String> environment = environment(kafka, s3, directory);
            Settings settings = Settings.fromEnvironment(environment);
            SourceFields sources =
                    SourceFields.of(ConfiguredMapping.compile(settings).fields());
            boolean holds;
            try (Sluice sluice = Sluice.start(settings);
                    Outcomes outcomes = new Outcomes(kafka.bootstrapServers(), DemoTopics.APPLICATION_ID, tally);
                    Lake lake = new Lake(s3)) {
                awaitReady(sluice);
                feed.start(DemoTopics.INPUT, DemoTopics.PARTITIONS, input);
                new Follower(screen, input, feed, outcomes).follow();
                holds = new Report(screen, lake, tally, outcomes, sources).print();
            }
            if (keep) {
                keepServers(environment, s3);
            }
            return holds;
        }
    }

    private Map<String, String> environment(EmbeddedKafka kafka, EmbeddedS3 s3, Path directory) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("KAFKA_NUM_STREAM_THREADS", "2");
        environment.put("KAFKA_COMMIT_INTERVAL_MS", "1000");
        // Whoever is killed is not waited for any longer than the broker allows.
        environment.put("KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000");
        environment.put("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "6000");
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
        return environment;
    }

    private void awaitReady(Sluice sluice) {
        HttpRequest ready = HttpRequest.newBuilder(url(sluice, "/health/ready")).build();
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await("the service to be ready")
                .atMost(Duration.ofMinutes(5))
                .until(() -> client.send(ready, BodyHandlers.discarding()).statusCode() == 200);
        screen.line("the service is ready, as %s says", ready.uri());
    }

    private static URI url(Sluice sluice, String path) {
        InetSocketAddress address = sluice.httpAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
    }

    /** Leaves them to a service of the user's own, which goes on where the demo's has ended. */
    private void keepServers(Map<String, String> environment, EmbeddedS3 s3) throws IOException, InterruptedException {
        Map<String, String> exported = new TreeMap<>(environment);
        exported.put("AWS_ACCESS_KEY_ID", s3.accessKey());
        exported.put("AWS_SECRET_ACCESS_KEY", s3.secretKey());
        exported.put("SLUICE_HTTP_ADDRESS", "127.0.0.1:" + Ports.free());
        Files.writeString(
                ENVIRONMENT,
                exported.entrySet().stream()
                        .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
                        .collect(Collectors.joining()));
        deleteAtTheEnd(ENVIRONMENT);
        screen.heading("The broker and S3 keep running; Ctrl-C ends them");
        screen.line("A service of your own goes on where this one ended, in another terminal:");
        if (!Files.exists(JAR)) {
            screen.line("  ./mvnw -q package -DskipTests");
        }
        screen.line("  . %s", ENVIRONMENT);
        screen.line("  java -jar %s", JAR);
        new CountDownLatch(1).await();
    }

    /** A directory that is deleted when the JVM ends, however it does. */
    private static Path temporaryDirectory() throws IOException {
        Path directory = Files.createTempDirectory("sluice-demo-");
        deleteAtTheEnd(directory);
        return directory;
    }

    private static void deleteAtTheEnd(Path path) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Utils.delete(path.toFile());
            } catch (IOException e) {
                System.err.println("cannot delete " + path);
            }
        }));
    }
}
