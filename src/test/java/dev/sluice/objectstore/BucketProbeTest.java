package dev.sluice.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.objectstore.BucketProbe.Outcome;
import dev.sluice.testing.NoMetrics;
import dev.sluice.testing.RecordingServer;
import dev.sluice.testing.RecordingServer.Request;
import dev.sluice.testing.SystemProperties;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the probe asks of a server that is not well; {@code DoctorIT} has those that are. */
class BucketProbeTest {

    @Test
    void probe_isRemovedWhenTheAnswerToItsPutIsLost() {
        try (SystemProperties credentials = new SystemProperties();
                RecordingServer server = RecordingServer.start(BucketProbeTest::breakOffPuts)) {
            credentials.with("aws.accessKeyId", "key").with("aws.secretAccessKey", "secret");
            S3Options options = new S3Options("lake", server.uri(), "eu-central-1", true, Duration.ofSeconds(10));
            try (S3ObjectStore store = new S3ObjectStore(options, 1, new NoMetrics())) {
                assertThat(BucketProbe.run(store, "in").outcome()).isEqualTo(Outcome.UNKNOWN);
            }

            assertThat(server.requests())
                    .extracting(Request::method)
                    .containsSubsequence("PUT", "DELETE")
                    .endsWith("DELETE");
            assertThat(server.requests())
                    .extracting(request -> request.target().getPath())
                    .as("of one object")
                    .containsOnly(server.requests().get(0).target().getPath());
        }
    }

    private static String breakOffPuts(Request request) {
        if (request.method().equals("PUT")) {
            throw new UncheckedIOException(new EOFException("the connection breaks"));
        }
        return "";
    }
}
