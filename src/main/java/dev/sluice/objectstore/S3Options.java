package dev.sluice.objectstore;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket, how to reach it, and what its objects are put with. Credentials and proxies come from the AWS SDK's
 * default chains.
 *
 * @param bucket the bucket's name
 * @param endpoint the S3 endpoint, or null for AWS's own
 * @param region the region, or null for the SDK's default chain
 * @param pathStyle whether the bucket is part of the path and not of the host name
 * @param requestTimeout bound on one attempt at one request
 * @param bucketOwner the account that must own the bucket, or null for any
 * @param checksums when the SDK adds and checks checksums by itself, or null for the SDK's own choice
 */
public record S3Options(
        String bucket,
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle,
        Duration requestTimeout,
        @Nullable String bucketOwner,
        @Nullable Checksums checksums,
        ObjectOptions objects) {

    /** When the SDK adds a checksum to a request that has none, and checks one of an answer. */
    public enum Checksums {
        WHEN_SUPPORTED,
        /** For servers that refuse or misread the checksums of newer SDKs. */
        WHEN_REQUIRED
    }

    public S3Options {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("the bucket's name is blank");
        }
    }

    /** The way to a bucket, of whoever owns it, whose own defaults hold for its objects. */
    public S3Options(
            String bucket,
            @Nullable URI endpoint,
            @Nullable String region,
            boolean pathStyle,
            Duration requestTimeout) {
        this(bucket, endpoint, region, pathStyle, requestTimeout, null, null, ObjectOptions.OF_BUCKET);
    }
}
