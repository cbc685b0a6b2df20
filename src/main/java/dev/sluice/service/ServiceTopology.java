package dev.sluice.service;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.BatchSettings;
import dev.sluice.batch.HeapBudget;
import dev.sluice.batch.header.Origin;
import dev.sluice.config.Settings;
import dev.sluice.config.Settings.Batching;
import dev.sluice.doctor.Checks.KafkaReport;
import dev.sluice.mapping.Mapping;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.objectstore.ObjectStore;
import dev.sluice.objectstore.Uploader;
import dev.sluice.topology.EtlTopology;
import dev.sluice.topology.FailurePolicy;
import dev.sluice.topology.SharedServices;
import dev.sluice.topology.TaskRegistry;
import java.util.Objects;
import org.apache.kafka.streams.Topology;

/** The topology that the settings describe: the one place where settings become its parts. */
final class ServiceTopology {

    private ServiceTopology() {}

    /** What all tasks of the process share. */
    static SharedServices shared(Settings settings, ObjectStore objectStore, SluiceMetrics metrics) {
        Batching batching = settings.batching();
        return new SharedServices(
                new Uploader(objectStore, settings.landing().uploadThreads(), metrics),
                new HeapBudget(batching.bufferBytes()),
                new Backlog(batching.backlogBytes(), batching.maxBatches()),
                metrics,
                new TaskRegistry());
    }

    static Topology of(Settings settings, Mapping mapping, KafkaReport kafka, SharedServices shared) {
        Batching batching = settings.batching();
        return EtlTopology.build(
                settings.topics(),
                mapping,
                new FailurePolicy(
                        settings.conversion().retryPolicy(),
                        settings.conversion().tombstones(),
                        Objects.requireNonNull(kafka.limits()),
                        kafka),
                new BatchSettings(
                        Origin.pipelineOf(String.valueOf(
                                settings.conversion().schemaFile().getFileName())),
                        batching.rotation(),
                        batching.codec(),
                        batching.blockBytes(),
                        settings.landing().prefix(),
                        batching.folder().pattern(),
                        batching.folder().zone()),
                settings.landing().s3().bucket(),
                shared);
    }
}
