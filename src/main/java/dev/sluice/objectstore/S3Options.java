package dev.sluice.objectstore;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket, how to reach it, and the options of its objects. Credentials and proxies come from the default chains of
 * the AWS SDK.
 *
 * @param bucket the name of the bucket
 * @param owner the account that must own the bucket, or null for any
 * @param names the names of these settings, for the remedies in errors
 */
public record S3Options(String bucket, @Nullable String owner, Endpoint endpoint, ObjectOptions objects, Names names) {

    /** When the SDK adds a checksum to a request that has none, and checks one of an answer. */
    public enum Checksums {
        WHEN_SUPPORTED,
        /** For servers that refuse or misread the checksums of newer SDKs. */
        WHEN_REQUIRED
    }

    /**
     * How requests are sent.
     *
     * @param url of the server, or null for AWS
     * @param region the region, or null for the SDK's default chain
     * @param pathStyle whether the bucket is part of the path instead of the host name
     * @param requestTimeout the time-out of one attempt of one request
     * @param checksums when the SDK adds and checks checksums by itself, or null for the SDK's own choice
     */
    public record Endpoint(
            @Nullable URI url,
            @Nullable String region,
            boolean pathStyle,
            Duration requestTimeout,
            @Nullable Checksums checksums) {

        public Endpoint {
            if (requestTimeout.isZero() || requestTimeout.isNegative()) {
                throw new IllegalArgumentException(
                        "the time-out of requests is " + requestTimeout + "; it must be positive");
            }
        }
    }

    /** The names of the settings, as those who configure them know them. */
    public record Names(String bucket, String owner, String region, String url, String pathStyle, String objects) {

        /** In words, where the settings have no names of their own. */
        public static final Names IN_WORDS = new Names(
                "the bucket's name",
                "the bucket's owner",
                "the region",
                "the endpoint",
                "path-style access",
                "the options of the objects");
    }

    public S3Options {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("the bucket's name is blank");
        }
    }

    /** A bucket of any owner, whose own defaults hold for its objects. */
    public S3Options(
            String bucket, @Nullable URI url, @Nullable String region, boolean pathStyle, Duration requestTimeout) {
        this(
                bucket,
                null,
                new Endpoint(url, region, pathStyle, requestTimeout, null),
                ObjectOptions.OF_BUCKET,
                Names.IN_WORDS);
    }
}
