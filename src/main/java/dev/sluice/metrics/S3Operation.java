package dev.sluice.metrics;

/** What is asked of S3. */
public enum S3Operation {
    PUT,
    HEAD,
    GET,
    DELETE
}
