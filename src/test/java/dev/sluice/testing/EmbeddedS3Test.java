package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class EmbeddedS3Test {

    private static final byte[] CONTENT = "an object".getBytes(StandardCharsets.UTF_8);

    private static EmbeddedS3 server;
    private static S3Client client;

    @BeforeAll
    static void start() {
        server = EmbeddedS3.start();
        server.createBucket("lake");
        client = client(server, server.secretKey());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void put_isRefusedWhenTheObjectExistsAndTheConditionSaysNone() {
        put("conditional", request -> request.ifNoneMatch("*"));

        assertRefused(412, () -> put("conditional", request -> request.ifNoneMatch("*")));
    }

    @Test
    void put_isAcceptedWhenTheChecksumIsTheContents() {
        put("checksum", request -> request.checksumCRC32C(crc32c(CONTENT)));

        assertThat(client.getObjectAsBytes(request -> request.bucket("lake").key("checksum"))
                        .asByteArray())
                .isEqualTo(CONTENT);
    }

    @Test
    void put_isRefusedWhenTheChecksumIsAnothers() {
        byte[] other = "another".getBytes(StandardCharsets.UTF_8);

        assertRefused(400, () -> put("broken", request -> request.checksumCRC32C(crc32c(other))));
    }

    @Test
    void head_returnsTheMetadataWhenItWasPutWithSome() {
        put("metadata", request -> request.metadata(Map.of("sluice-records", "42")));

        assertThat(client.headObject(request -> request.bucket("lake").key("metadata"))
                        .metadata())
                .containsEntry("sluice-records", "42");
    }

    @Test
    void put_isRefusedWhenTheSecretIsWrong() {
        try (S3Client stranger = client(server, "guessed")) {
            assertRefused(403, () -> put(stranger, "stranger", request -> {}));
        }
    }

    @Test
    void server_keepsItsObjectsWhenStartedAgainOnItsDirectory(@TempDir Path directory) {
        try (EmbeddedS3 first = EmbeddedS3.start(directory, 0);
                S3Client writer = client(first, first.secretKey())) {
            first.createBucket("lake");
            put(writer, "folder/kept", request -> request.metadata(Map.of("sluice-records", "42")));
        }
        try (EmbeddedS3 second = EmbeddedS3.start(directory, 0);
                S3Client reader = client(second, second.secretKey())) {
            assertThat(reader.headObject(request -> request.bucket("lake").key("folder/kept"))
                            .metadata())
                    .containsEntry("sluice-records", "42");
        }
    }

    @Test
    void list_leavesOutWhatIsBeingWritten(@TempDir Path directory) throws IOException {
        try (EmbeddedS3 s3 = EmbeddedS3.start(directory, 0);
                S3Client reader = s3.client()) {
            s3.createBucket("lake");
            put(reader, "folder/whole.avro", request -> {});
            Files.write(directory.resolve("lake/folder/other.avro-" + UUID.randomUUID()), CONTENT); // as s3proxy does

            assertThat(reader.listObjectsV2(request -> request.bucket("lake")).contents())
                    .extracting(S3Object::key)
                    .containsExactly("folder/whole.avro");
        }
    }

    private static void put(String key, Consumer<PutObjectRequest.Builder> options) {
        put(client, key, options);
    }

    private static void put(S3Client client, String key, Consumer<PutObjectRequest.Builder> options) {
        client.putObject(request -> options.accept(request.bucket("lake").key(key)), RequestBody.fromBytes(CONTENT));
    }

    private static void assertRefused(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
    }

    private static S3Client client(EmbeddedS3 server, String secretKey) {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(server.accessKey(), secretKey)))
                .build();
    }

    private static String crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) checksum.getValue())
                        .array());
    }
}
