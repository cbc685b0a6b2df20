package dev.sluice.service;

import dev.sluice.batch.Backlog;
import dev.sluice.http.Health;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.status.Status;
import dev.sluice.topology.TaskRegistry;
import dev.sluice.topology.TaskRegistry.TaskState;
import java.time.Instant;
import java.util.List;

/**
 * Takes the {@link Status} of a service.
 *
 * @param findings of the checks before the start, those that are not well
 */
record StatusReport(
        Status.Instance instance,
        BucketLocation location,
        List<String> findings,
        Readiness readiness,
        TaskRegistry registry,
        Backlog backlog,
        MicrometerMetrics metrics) {

    /** Where objects land. */
    record BucketLocation(String bucket, String prefix) {}

    StatusReport {
        findings = List.copyOf(findings);
    }

    Status at(Instant now) {
        Health ready = readiness.ready();
        return new Status(
                Status.FORMAT,
                now,
                instance,
                new Status.Health(
                        readiness.live().ok(),
                        ready.ok(),
                        ready.reasons(),
                        readiness.streams().state().name(),
                        readiness.streams().isPaused()),
                new Status.Work(
                        registry.tasks().stream().map(task -> task(task, now)).toList(),
                        new Status.Batches(
                                backlog.openBatches(),
                                backlog.waitingBatches(),
                                backlog.storedBytes(),
                                backlog.waitingBytes(),
                                registry.oldestAgeMillis(now.toEpochMilli()) / 1000)),
                bucket(),
                new Status.SinceStart(
                        findings,
                        metrics.deadLetters(),
                        registry.lastObjects().stream()
                                .map(landed -> new Status.LandedObject(
                                        landed.key(),
                                        landed.records(),
                                        landed.bytes(),
                                        landed.sealReason().label(),
                                        Instant.ofEpochMilli(landed.atMillis())))
                                .toList()));
    }

    private static Status.Task task(TaskState task, Instant now) {
        return new Status.Task(
                task.partition(),
                task.openBatches(),
                task.sealedBatches(),
                task.pendingRecords(),
                task.waitingForRetry(),
                task.storedBytes(),
                task.oldestMillis() == Long.MAX_VALUE
                        ? null
                        : Math.max(0, now.toEpochMilli() - task.oldestMillis()) / 1000);
    }

    private Status.Bucket bucket() {
        return new Status.Bucket(
                location.bucket(),
                location.prefix(),
                readiness.uploader().failingUploads(),
                readiness.uploader().lastUploadAt(),
                readiness.uploader().failure(),
                readiness.bucket().doubt());
    }
}
