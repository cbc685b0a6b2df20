package dev.sluice.objectstore;

import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3 for those who only read it. The SDK repeats what failed for the moment; the reader compares checksums itself. */
public final class BucketReader implements AutoCloseable {

    private final S3Connection connection;
    private final @Nullable String bucketOwner;

    /**
     * An object without its bytes.
     *
     * @param bytes its length
     * @param metadata its user metadata
     */
    public record Head(long bytes, Map<String, String> metadata) {}

    /** Throws {@link IllegalArgumentException} when nothing says which region the bucket is in. */
    public BucketReader(S3Options options, int maxConnections) {
        bucketOwner = options.owner();
        connection = new S3Connection(
                options,
                maxConnections,
                builder -> builder.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .overrideConfiguration(configuration -> configuration
                                .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                                .apiCallAttemptTimeout(options.endpoint().requestTimeout())),
                "s3:ListBucket and s3:GetObject");
    }

    /** Hands over every key of the bucket that begins with {@code prefix}, a page of them in memory at a time. */
    public void list(String prefix, Consumer<String> sink) throws ObjectStoreException {
        try {
            connection
                    .client()
                    .listObjectsV2Paginator(request -> request.bucket(connection.bucket())
                            .expectedBucketOwner(bucketOwner)
                            .prefix(prefix)
                            .encodingType(EncodingType.URL)) // XML cannot hold every key; the SDK decodes them
                    .contents()
                    .forEach(object -> sink.accept(object.key()));
        } catch (S3Exception | SdkClientException e) {
            throw connection.translated("LIST " + prefix, e);
        }
    }

    /** An object of any bucket; null when it is not there. */
    public @Nullable Head head(String bucket, String key) throws ObjectStoreException {
        try {
            HeadObjectResponse there = connection
                    .client()
                    .headObject(request -> request.bucket(bucket).key(key).expectedBucketOwner(ownerOf(bucket)));
            return new Head(there.contentLength(), there.metadata());
        } catch (NoSuchKeyException e) {
            return null;
        } catch (S3Exception | SdkClientException e) {
            throw connection.translated("HEAD " + key, e);
        }
    }

    /** The bytes of an object of any bucket, to be closed by the caller; null when it is not there. */
    public @Nullable InputStream open(String bucket, String key) throws ObjectStoreException {
        try {
            return connection
                    .client()
                    .getObject(request -> request.bucket(bucket).key(key).expectedBucketOwner(ownerOf(bucket)));
        } catch (NoSuchKeyException e) {
            return null;
        } catch (S3Exception | SdkClientException e) {
            throw connection.translated("GET " + key, e);
        }
    }

    /** Only of the bucket that was named with its owner: an earlier one may be another's. */
    private @Nullable String ownerOf(String bucket) {
        return bucket.equals(connection.bucket()) ? bucketOwner : null;
    }

    @Override
    public void close() {
        connection.close();
    }
}
