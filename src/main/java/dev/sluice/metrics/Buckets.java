package dev.sluice.metrics;

/** The upper bounds of histogram buckets, in the unit of the metric. */
final class Buckets {

    static final double[] NONE = {};

    static final double[] LANDING_SECONDS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 900, 3600};
    static final double[] FRESHNESS_SECONDS = {1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400};
    static final double[] REQUEST_SECONDS = {0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    private static final double KIB = 1024;
    private static final double MIB = 1024 * KIB;

    static final double[] BYTES = {
        16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB, 16 * MIB, 64 * MIB, 128 * MIB, 256 * MIB, 1024 * MIB
    };
    static final double[] COUNTS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};

    private Buckets() {}
}
