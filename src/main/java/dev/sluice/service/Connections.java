package dev.sluice.service;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.objectstore.BucketProbe.Result;
import dev.sluice.objectstore.S3ObjectStore;
import java.util.List;
import java.util.function.Consumer;

/** The open connection to S3 and the watch over its bucket. */
record Connections(S3ObjectStore objectStore, BucketWatch bucket) implements AutoCloseable {

    /**
     * Connects, and probes the bucket for the first time.
     *
     * @param folder the folder of the probe's object
     * @param onUnsafe receives the probe's result if the bucket replaces objects
     * @throws SettingsException if the settings of S3 are unusable
     */
    static Connections open(Settings settings, SluiceMetrics metrics, String folder, Consumer<Result> onUnsafe) {
        S3ObjectStore objectStore;
        try {
            objectStore = new S3ObjectStore(
                    settings.landing().s3(), settings.landing().uploadThreads(), metrics);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
        return new Connections(objectStore, BucketWatch.start(objectStore, folder, onUnsafe));
    }

    @Override
    public void close() {
        bucket.close();
        objectStore.close();
    }
}
