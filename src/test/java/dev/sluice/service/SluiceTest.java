package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.TimestampBounds;
import dev.sluice.doctor.Checks.KafkaReport;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.objectstore.S3ObjectStore;
import dev.sluice.testing.RecordingServer;
import dev.sluice.testing.SystemProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SluiceTest {

    private static final String SCHEMA =
            "{\"type\": \"record\", \"name\": \"T\", \"fields\": [{\"name\": \"id\", \"type\": \"string\"}]}";

    @TempDir
    Path directory;

    private Settings settings(RecordingServer s3, int httpPort) throws IOException {
        return Settings.fromEnvironment(Map.of(
                "SLUICE_APPLICATION_ID",
                "port-taken",
                "SLUICE_INPUT_TOPICS",
                "transactions",
                "SLUICE_SCHEMA_FILE",
                Files.writeString(directory.resolve("t.avsc"), SCHEMA).toString(),
                "SLUICE_S3_BUCKET",
                "lake",
                "SLUICE_S3_ENDPOINT",
                s3.uri().toString(),
                "SLUICE_S3_PATH_STYLE",
                "true",
                "SLUICE_HTTP_ADDRESS",
                "127.0.0.1:" + httpPort,
                "SLUICE_STATE_DIRECTORY",
                directory.resolve("state").toString(),
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:1"));
    }

    private static Connections connections(Settings settings, SluiceMetrics metrics) {
        S3ObjectStore store = new S3ObjectStore(settings.landing().s3(), 1, metrics);
        return new Connections(store, BucketWatch.start(store, "transactions", unsafe -> {}));
    }

    @Test
    void service_leavesNothingAtWorkWhenItsPortIsTaken() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (SystemProperties properties = new SystemProperties();
                RecordingServer s3 = RecordingServer.start();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            properties.with("aws.accessKeyId", "key").with("aws.secretAccessKey", "secret");
            Settings settings = settings(s3, taken.getLocalPort());
            MicrometerMetrics metrics = new MicrometerMetrics();
            MessageLimits limits = new MessageLimits(1_000_000, 1_000_000, TimestampBounds.DEFAULT);
            KafkaReport kafka = new KafkaReport(List.of(), limits, Map.of());
            try (StartUp startUp =
                    new StartUp(metrics, connections(settings, metrics), kafka, List.of(), new CountDownLatch(1))) {

                assertThatThrownBy(() -> new Sluice(settings, ConfiguredMapping.compile(settings), startUp))
                        .isInstanceOf(SettingsException.class)
                        .hasMessageContaining("SLUICE_HTTP_ADDRESS");
            }
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("port-taken") || name.startsWith("sluice-")));
    }
}
