package dev.sluice.objectstore;

import dev.sluice.objectstore.ObjectStoreException.Category;
import dev.sluice.objectstore.S3Options.Endpoint;
import dev.sluice.objectstore.S3Options.Names;
import java.util.function.Consumer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The way to one bucket: the SDK's client, and its failures in our words. */
final class S3Connection implements AutoCloseable {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SLOW_DOWN = 503;
    private static final int NOT_IMPLEMENTED = 501;

    /** A conditional write that raced another one: neither done nor refused. */
    private static final int CONFLICT = 409;

    private final S3Client client;
    private final String bucket;
    private final Names names;
    private final String permissions;

    /**
     * A client with more settings; {@code permissions} are what a 403 asks for. Throws {@link IllegalArgumentException}
     * when nothing says which region the bucket is in.
     */
    S3Connection(S3Options options, int maxConnections, Consumer<S3ClientBuilder> settings, String permissions) {
        bucket = options.bucket();
        names = options.names();
        Endpoint endpoint = options.endpoint();
        this.permissions = permissions;
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(maxConnections)
                        .socketTimeout(endpoint.requestTimeout())
                        .connectionTimeout(endpoint.requestTimeout()))
                .forcePathStyle(endpoint.pathStyle());
        S3Options.Checksums checksums = endpoint.checksums();
        if (checksums != null) {
            builder.requestChecksumCalculation(RequestChecksumCalculation.valueOf(checksums.name()))
                    .responseChecksumValidation(ResponseChecksumValidation.valueOf(checksums.name()));
        }
        settings.accept(builder);
        if (endpoint.region() != null) {
            builder.region(Region.of(endpoint.region()));
        }
        if (endpoint.url() != null) {
            builder.endpointOverride(endpoint.url());
            if (endpoint.region() == null) {
                // Servers other than AWS have no regions, but a signature names one.
                builder.region(Region.US_EAST_1);
            }
        }
        try {
            client = builder.build();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    names.region() + " is not set, nor AWS_REGION, nor the region of a profile; set one of them", e);
        }
    }

    S3Client client() {
        return client;
    }

    String bucket() {
        return bucket;
    }

    /** What a failed request came to; {@code e} is an {@link S3Exception} if it was answered. */
    ObjectStoreException translated(String subject, SdkException e) {
        return e instanceof S3Exception answer
                ? answered(subject, answer)
                : new ObjectStoreException(Category.UNAVAILABLE, subject + " had no answer: " + e.getMessage(), e);
    }

    private ObjectStoreException answered(String subject, S3Exception e) {
        int status = e.statusCode();
        String code =
                e.awsErrorDetails() == null ? "" : " " + e.awsErrorDetails().errorCode();
        String answer = subject + " in bucket " + bucket + " was answered " + status + code;
        if (status == TOO_MANY_REQUESTS || status == SLOW_DOWN) {
            return new ObjectStoreException(Category.THROTTLED, answer, e);
        }
        if (status >= 500 && status != NOT_IMPLEMENTED || status == CONFLICT || e.isClockSkewException()) {
            return new ObjectStoreException(Category.UNAVAILABLE, answer, e);
        }
        return new ObjectStoreException(Category.REFUSED, answer + "; " + remedy(status), e);
    }

    private String remedy(int status) {
        return switch (status) {
            case 401, 403 -> "check the credentials, that they allow " + permissions + " there, and " + names.owner();
            case 404 -> "create the bucket, or correct " + names.bucket() + " and " + names.region();
            case 301, 307, 400 ->
                "check " + names.region() + ", " + names.url() + ", " + names.pathStyle() + " and " + names.objects();
            case 501 -> "use a server that supports conditional writes: Sluice does not write without them";
            default -> "check the bucket's settings";
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
