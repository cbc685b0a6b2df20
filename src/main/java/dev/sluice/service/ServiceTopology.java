package dev.sluice.service;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.HeapBudget;
import dev.sluice.config.Settings;
import dev.sluice.mapping.Mapping;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.objectstore.ObjectStore;
import dev.sluice.objectstore.Uploader;
import dev.sluice.topology.BatchSettings;
import dev.sluice.topology.EtlTopology;
import dev.sluice.topology.MessageLimits;
import dev.sluice.topology.TaskRegistry;
import org.apache.kafka.streams.Topology;

/** The topology that the settings describe: the one place where settings become its parts. */
final class ServiceTopology {

    private ServiceTopology() {}

    /** What all tasks of a process share. */
    record Shared(HeapBudget heap, Backlog backlog, Uploader uploader, SluiceMetrics metrics, TaskRegistry tasks) {

        static Shared of(Settings settings, ObjectStore objectStore, SluiceMetrics metrics) {
            return new Shared(
                    new HeapBudget(settings.batching().bufferBytes()),
                    new Backlog(
                            settings.batching().backlogBytes(),
                            settings.batching().maxBatches()),
                    new Uploader(objectStore, settings.landing().uploadThreads(), metrics),
                    metrics,
                    new TaskRegistry());
        }
    }

    static Topology of(Settings settings, Mapping mapping, MessageLimits limits, Shared shared) {
        return EtlTopology.build(
                settings.topics(),
                mapping,
                settings.conversion().retryPolicy(),
                settings.conversion().tombstones(),
                limits,
                new BatchSettings(
                        settings.batching().rotation(),
                        settings.batching().codec(),
                        settings.batching().blockBytes(),
                        settings.landing().prefix(),
                        settings.batching().folders().pattern(),
                        settings.batching().folders().zone()),
                settings.landing().s3().bucket(),
                shared.heap(),
                shared.backlog(),
                shared.uploader(),
                shared.metrics(),
                shared.tasks());
    }
}
