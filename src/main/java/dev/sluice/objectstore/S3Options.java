package dev.sluice.objectstore;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket, and how to reach it. Credentials come from the AWS SDK's default chain.
 *
 * @param bucket the bucket's name
 * @param endpoint the S3 endpoint, or null for AWS's own
 * @param region the region, or null for the SDK's default chain
 * @param pathStyle whether the bucket is part of the path and not of the host name
 * @param requestTimeout bound on one attempt at one request
 */
public record S3Options(
        String bucket, @Nullable URI endpoint, @Nullable String region, boolean pathStyle, Duration requestTimeout) {

    public S3Options {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("the bucket's name is blank");
        }
    }
}
