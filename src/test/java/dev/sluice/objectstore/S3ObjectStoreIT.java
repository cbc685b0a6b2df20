package dev.sluice.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.objectstore.ObjectStoreException.Category;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.NoMetrics;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract over HTTP, against the embedded S3, and what an S3 server can refuse. */
class S3ObjectStoreIT extends ObjectStoreContract {

    private static EmbeddedS3 server;
    private static S3ObjectStore store;

    @BeforeAll
    static void start() {
        server = EmbeddedS3.start();
        server.createBucket("lake");
        server.useCredentials();
        store = store("lake", server.endpoint());
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    private static S3ObjectStore store(String bucket, URI endpoint) {
        return new S3ObjectStore(
                new S3Options(bucket, endpoint, null, true, Duration.ofSeconds(10)), 8, new NoMetrics());
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected byte[] read(String key) {
        try (S3Client client = server.client()) {
            return client.getObjectAsBytes(request -> request.bucket("lake").key(key))
                    .asByteArray();
        }
    }

    @Test
    void ourObject_isKnownByItsBytesWhenTheServerKeptNoMetadata() throws Exception {
        byte[] bytes = {1, 2, 3};
        try (S3Client client = server.client()) {
            client.putObject(request -> request.bucket("lake").key("bare"), RequestBody.fromBytes(bytes));
        }

        assertThat(store.putIfAbsent("bare", content(bytes)).etag()).isNotBlank();
        assertThatThrownBy(() -> store.putIfAbsent("bare", content(new byte[] {1, 2, 4})))
                .isInstanceOf(ForeignObjectException.class);
    }

    @Test
    void missingBucket_isRefusedWithARemedy() {
        try (S3ObjectStore missing = store("missing", server.endpoint())) {
            assertThatThrownBy(() -> missing.putIfAbsent("key", content(new byte[] {1})))
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            e -> assertThat(e.category()).isEqualTo(Category.REFUSED))
                    .hasMessageContaining("create the bucket, or correct the bucket's name and the region");
        }
    }

    @Test
    void silentServer_isUnavailable() {
        try (S3ObjectStore nobody = store("lake", URI.create("http://127.0.0.1:1"))) {
            assertThatThrownBy(() -> nobody.putIfAbsent("key", content(new byte[] {1})))
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            e -> assertThat(e.category()).isEqualTo(Category.UNAVAILABLE));
        }
    }
}
