package dev.sluice.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.objectstore.S3Options.Checksums;
import dev.sluice.objectstore.S3Options.Endpoint;
import dev.sluice.objectstore.S3Options.Names;
import dev.sluice.testing.NoMetrics;
import dev.sluice.testing.RecordingServer;
import dev.sluice.testing.RecordingServer.Request;
import dev.sluice.testing.SystemProperties;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire to S3, as a server sees it: the options of a PUT, who asks, and by which way. */
class S3RequestTest {

    private static final byte[] BODY = "an Avro file".getBytes(StandardCharsets.UTF_8);
    private static final int CRC32C_OF_BODY = 0x01020304; // the server does not check it

    private final RecordingServer server = RecordingServer.start();
    private final SystemProperties properties = new SystemProperties();

    @TempDir
    Path directory;

    @BeforeEach
    void knownCredentials() {
        properties.with("aws.accessKeyId", "static-key").with("aws.secretAccessKey", "static-secret");
    }

    @AfterEach
    void stop() {
        properties.close();
        server.close();
    }

    private S3Options options(@Nullable String owner, @Nullable Checksums checksums, ObjectOptions objects) {
        return new S3Options(
                "lake",
                owner,
                new Endpoint(server.uri(), "eu-central-1", true, Duration.ofSeconds(10), checksums),
                objects,
                Names.IN_WORDS);
    }

    private Request put(S3Options options) throws Exception {
        try (S3ObjectStore store = new S3ObjectStore(options, 1, new NoMetrics())) {
            store.putIfAbsent(
                    "t/t-0-00ff-1.avro",
                    new ObjectContent(
                            BODY.length, CRC32C_OF_BODY, "text/plain", Map.of(), () -> new ByteArrayInputStream(BODY)));
        }
        return server.requests().get(server.requests().size() - 1);
    }

    @Test
    void put_isConditionalAndCarriesItsChecksumWhateverIsSet() throws Exception {
        for (Checksums checksums : new Checksums[] {null, Checksums.WHEN_SUPPORTED, Checksums.WHEN_REQUIRED}) {
            Request put = put(options(null, checksums, ObjectOptions.OF_BUCKET));

            assertThat(put.method()).isEqualTo("PUT");
            assertThat(put.target()).hasPath("/lake/t/t-0-00ff-1.avro");
            assertThat(put.header("If-None-Match")).isEqualTo("*");
            assertThat(put.header("x-amz-checksum-crc32c")).isEqualTo("AQIDBA==");
            assertThat(put.headers().keySet())
                    .as("of a checksum behind the body")
                    .doesNotContain("X-amz-trailer");
        }
    }

    @Test
    void put_carriesNoOptionWhenNoneIsSet() throws Exception {
        Request put = put(options(null, null, ObjectOptions.OF_BUCKET));

        assertThat(put.headers().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT)
                        .matches("x-amz-(server-side-.*|storage-class|acl|tagging|expected-bucket-owner)"));
    }

    @Test
    void put_carriesEveryOptionThatIsSet() throws Exception {
        Request put = put(options(
                "123456789012",
                null,
                new ObjectOptions(
                        "aws:kms",
                        "alias/lake",
                        "STANDARD_IA",
                        "bucket-owner-full-control",
                        Map.of("team", "payments & cards"))));

        assertThat(put.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
        assertThat(put.header("x-amz-server-side-encryption-aws-kms-key-id")).isEqualTo("alias/lake");
        assertThat(put.header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
        assertThat(put.header("x-amz-acl")).isEqualTo("bucket-owner-full-control");
        assertThat(put.header("x-amz-tagging")).isEqualTo("team=payments%20%26%20cards");
        assertThat(put.header("x-amz-expected-bucket-owner")).isEqualTo("123456789012");
    }

    @Test
    void put_isEncryptedByS3ItselfWhenAsked() throws Exception {
        Request put = put(options(null, null, new ObjectOptions("AES256", null, null, null, Map.of())));

        assertThat(put.header("x-amz-server-side-encryption")).isEqualTo("AES256");
        assertThat(put.header("x-amz-server-side-encryption-aws-kms-key-id")).isNull();
    }

    @Test
    void reader_namesTheOwnerOfItsOwnBucketOnly() throws Exception {
        try (BucketReader reader = new BucketReader(options("123456789012", null, ObjectOptions.OF_BUCKET), 1)) {
            reader.head("lake", "key");
            reader.head("another", "key");
        }

        assertThat(Stream.of("lake", "another")
                        .map(bucket -> server.requests().stream()
                                .filter(request -> request.target().getPath().startsWith("/" + bucket + "/"))
                                .map(request -> String.valueOf(request.header("x-amz-expected-bucket-owner")))
                                .toList()
                                .get(0)))
                .containsExactly("123456789012", "null");
    }

    @Test
    void request_goesThroughTheProxyOfTheJvm() throws Exception {
        properties
                .with("http.proxyHost", "127.0.0.1")
                .with("http.proxyPort", Integer.toString(server.port()))
                .with("http.nonProxyHosts", "");

        Request put = put(new S3Options(
                "lake", URI.create("http://s3.example.invalid"), "eu-central-1", true, Duration.ofSeconds(10)));

        assertThat(put.target()).hasToString("http://s3.example.invalid/lake/t/t-0-00ff-1.avro");
    }

    @Test
    void request_isSignedByTheProfileThatIsNamed() throws Exception {
        Path credentials = Files.writeString(
                directory.resolve("credentials"),
                "[lake]\naws_access_key_id = profile-key\naws_secret_access_key = profile-secret\n");
        properties
                .with("aws.accessKeyId", null)
                .with("aws.secretAccessKey", null)
                .with("aws.profile", "lake")
                .with("aws.sharedCredentialsFile", credentials.toString());

        assertThat(put(options(null, null, ObjectOptions.OF_BUCKET)).header("Authorization"))
                .contains("Credential=profile-key/");
    }

    @Test
    void request_isSignedByTheRoleOfAWebIdentity() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "the service account's token");
        String answer = """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <Credentials>
                      <AccessKeyId>role-key</AccessKeyId>
                      <SecretAccessKey>role-secret</SecretAccessKey>
                      <SessionToken>role-session</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(Instant.now().plus(1, ChronoUnit.HOURS));
        try (RecordingServer sts = RecordingServer.start(request -> answer)) {
            properties
                    .with("aws.accessKeyId", null)
                    .with("aws.secretAccessKey", null)
                    .with("aws.region", "eu-central-1")
                    .with("aws.endpointUrlSts", sts.uri().toString())
                    .with("aws.webIdentityTokenFile", token.toString())
                    .with("aws.roleArn", "arn:aws:iam::123456789012:role/sluice");

            Request put = put(options(null, null, ObjectOptions.OF_BUCKET));

            assertThat(new String(sts.requests().get(0).body(), StandardCharsets.UTF_8))
                    .contains("Action=AssumeRoleWithWebIdentity", "role%2Fsluice");
            assertThat(put.header("Authorization")).contains("Credential=role-key/");
            assertThat(put.header("x-amz-security-token")).isEqualTo("role-session");
        }
    }
}
