package dev.sluice.objectstore;

import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.objectstore.ObjectStoreException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * An S3 bucket. Each object is one conditional PUT ({@code If-None-Match: *}) with its CRC-32C, which the server
 * checks and the user metadata repeats, so that on a 412 the object there can be told to be ours or not.
 *
 * <p>The SDK's own retries are off: the {@link Uploader} has the one retry loop there is.
 */
public final class S3ObjectStore implements ObjectStore {

    /** A large object may take longer than the request timeout, by as much as it takes at this rate. */
    private static final long SLOWEST_BYTES_PER_SECOND = 256 * 1024;

    private static final int PRECONDITION_FAILED = 412;

    private final S3Connection connection;
    private final S3Client client;
    private final String bucket;
    private final @Nullable String bucketOwner;
    private final ObjectOptions options;
    private final Duration requestTimeout;

    /** Throws {@link IllegalArgumentException} when nothing says which region the bucket is in. */
    public S3ObjectStore(S3Options options, int maxConnections, SluiceMetrics metrics) {
        bucket = options.bucket();
        bucketOwner = options.owner();
        this.options = options.objects();
        requestTimeout = options.endpoint().requestTimeout();
        connection = new S3Connection(
                options,
                maxConnections,
                builder -> builder.overrideConfiguration(configuration -> configuration
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new RequestMetrics(metrics))
                        .apiCallTimeout(requestTimeout)),
                "s3:PutObject, s3:GetObject" + options.objects().permissions());
        client = connection.client();
    }

    @Override
    public StoredObject putIfAbsent(String key, ObjectContent content)
            throws ForeignObjectException, ObjectStoreException {
        Map<String, String> metadata = new HashMap<>(content.metadata());
        metadata.put(ObjectMetadata.CRC32C, HexFormat.of().toHexDigits(content.crc32c()));
        Duration timeout = requestTimeout.plusSeconds(content.length() / SLOWEST_BYTES_PER_SECOND);
        try {
            String etag = client.putObject(
                            request(key, content, metadata, timeout),
                            RequestBody.fromContentProvider(
                                    () -> {
                                        try {
                                            return content.source().open();
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    },
                                    content.length(),
                                    content.contentType()))
                    .eTag();
            return new StoredObject(etag, content.length(), content.crc32c());
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return foundIfOurs(key, content);
            }
            throw connection.translated("PUT " + key, e);
        } catch (SdkClientException e) {
            throw connection.translated("PUT " + key, e);
        }
    }

    private PutObjectRequest request(
            String key, ObjectContent content, Map<String, String> metadata, Duration timeout) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .expectedBucketOwner(bucketOwner)
                .ifNoneMatch("*")
                .contentType(content.contentType())
                .checksumCRC32C(base64(content.crc32c()))
                .metadata(metadata)
                .serverSideEncryption(options.encryption())
                .ssekmsKeyId(options.kmsKeyId())
                .storageClass(options.storageClass())
                .acl(options.acl())
                .overrideConfiguration(o -> o.apiCallTimeout(timeout));
        if (!options.tags().isEmpty()) {
            List<Tag> tags = options.tags().entrySet().stream()
                    .map(tag -> Tag.builder()
                            .key(tag.getKey())
                            .value(tag.getValue())
                            .build())
                    .toList();
            request.tagging(Tagging.builder().tagSet(tags).build());
        }
        return request.build();
    }

    private StoredObject foundIfOurs(String key, ObjectContent content)
            throws ForeignObjectException, ObjectStoreException {
        HeadObjectResponse there;
        try {
            there = client.headObject(request -> request.bucket(bucket).key(key).expectedBucketOwner(bucketOwner));
        } catch (NoSuchKeyException e) {
            throw new ObjectStoreException(
                    Category.UNAVAILABLE, "the object at " + key + " went away between PUT and HEAD", e);
        } catch (S3Exception | SdkClientException e) {
            throw connection.translated("HEAD " + key, e);
        }
        if (there.contentLength() != content.length()) {
            throw new ForeignObjectException(key);
        }
        String crc32c = there.metadata().get(ObjectMetadata.CRC32C);
        // A server or a gateway before it may keep no metadata: then the bytes themselves are compared.
        if (!HexFormat.of().toHexDigits(content.crc32c()).equals(crc32c == null ? crc32c(key) : crc32c)) {
            throw new ForeignObjectException(key);
        }
        return new StoredObject(there.eTag(), content.length(), content.crc32c());
    }

    private String crc32c(String key) throws ObjectStoreException {
        try (InputStream object =
                client.getObject(request -> request.bucket(bucket).key(key).expectedBucketOwner(bucketOwner))) {
            CRC32C crc = new CRC32C();
            byte[] buffer = new byte[64 * 1024];
            for (int read = object.read(buffer); read >= 0; read = object.read(buffer)) {
                crc.update(buffer, 0, read);
            }
            return HexFormat.of().toHexDigits((int) crc.getValue());
        } catch (S3Exception e) {
            throw connection.translated("GET " + key, e);
        } catch (SdkClientException | IOException e) {
            throw new ObjectStoreException(Category.UNAVAILABLE, "GET " + key + " broke off: " + e.getMessage(), e);
        }
    }

    /** Removes what is under a key, if anything is. Only for what never was an object of the lake. */
    void delete(String key) throws ObjectStoreException {
        try {
            client.deleteObject(request -> request.bucket(bucket).key(key).expectedBucketOwner(bucketOwner));
        } catch (S3Exception | SdkClientException e) {
            throw connection.translated("DELETE " + key, e);
        }
    }

    private static String base64(int crc32c) {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES).putInt(crc32c).array());
    }

    @Override
    public void close() {
        connection.close();
    }
}
