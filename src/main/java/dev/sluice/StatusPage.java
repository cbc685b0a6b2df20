package dev.sluice;

import dev.sluice.batch.Backlog;
import dev.sluice.config.Settings;
import dev.sluice.doctor.Finding;
import dev.sluice.http.Health;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.topology.TaskRegistry;
import dev.sluice.topology.TaskRegistry.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page of {@code /status}: what a person asks first, as one JSON document.
 *
 * <p>It holds names, counts, times and reasons; no value of a record, and no setting that could be a secret.
 *
 * @param findings of the checks before the start, those that are not well
 */
record StatusPage(
        Settings settings,
        String mapping,
        Instant startedAt,
        List<Finding> findings,
        Readiness readiness,
        TaskRegistry board,
        Backlog backlog,
        MicrometerMetrics metrics) {

    private static final JsonMapper JSON = new JsonMapper();

    String json() {
        Instant now = Instant.now();
        Health ready = readiness.ready();
        ObjectNode page = JSON.createObjectNode()
                .put("version", Version.text())
                .put("applicationId", settings.applicationId())
                .put("startedAt", startedAt.toString())
                .put(
                        "upFor",
                        Duration.ofSeconds(Duration.between(startedAt, now).toSeconds())
                                .toString())
                .put("live", readiness.live().ok())
                .put("ready", ready.ok());
        strings(page.putArray("notReadyBecause"), ready.reasons());
        page.put("kafkaStreams", readiness.streams().state().name())
                .put("intakePaused", readiness.streams().isPaused());
        page.putObject("mapping")
                .put("schemaFile", settings.schemaFile().toString())
                .put("fingerprint", mapping);
        strings(page.putObject("topics").putArray("inputs"), settings.topics().inputs());
        tasks(page.putArray("tasks"), now);
        page.putObject("batches")
                .put("open", backlog.openBatches())
                .put("waitingForS3", backlog.waitingBatches())
                .put("storedBytes", backlog.storedBytes())
                .put("bytesWaitingForS3", backlog.waitingBytes())
                .put("oldestRecordNotLandedSeconds", board.oldestAgeMillis(now.toEpochMilli()) / 1000);
        lastObjects(page.putArray("lastObjects"));
        ObjectNode letters = page.putObject("deadLettersSinceStart");
        metrics.deadLetters().forEach(letters::put);
        s3(page.putObject("s3"));
        strings(
                page.putArray("startUpFindings"),
                findings.stream().map(Finding::toString).toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(page);
    }

    private void tasks(ArrayNode tasks, Instant now) {
        for (TaskState task : board.tasks()) {
            ObjectNode node = tasks.addObject()
                    .put("partition", task.partition())
                    .put("openBatches", task.openBatches())
                    .put("sealedBatches", task.sealedBatches())
                    .put("pendingRecords", task.pendingRecords())
                    .put("recordsWaitingForRetry", task.waitingForRetry())
                    .put("storedBytes", task.storedBytes());
            if (task.oldestMillis() != Long.MAX_VALUE) {
                node.put("oldestRecordNotLandedSeconds", Math.max(0, now.toEpochMilli() - task.oldestMillis()) / 1000);
            }
        }
    }

    private void lastObjects(ArrayNode objects) {
        board.lastObjects()
                .forEach(landed -> objects.addObject()
                        .put("key", landed.key())
                        .put("records", landed.records())
                        .put("bytes", landed.bytes())
                        .put("sealReason", landed.sealReason().label())
                        .put("landedAt", Instant.ofEpochMilli(landed.atMillis()).toString()));
    }

    private void s3(ObjectNode s3) {
        s3.put("bucket", settings.s3().bucket())
                .put("prefix", settings.objectPrefix())
                .put("uploadsFailing", readiness.uploader().failingUploads());
        Instant lastUpload = readiness.uploader().lastUploadAt();
        if (lastUpload != null) {
            s3.put("lastUploadAt", lastUpload.toString());
        }
        String failure = readiness.uploader().failure();
        if (failure != null) {
            s3.put("failure", failure);
        }
        String doubt = readiness.bucket().doubt();
        if (doubt != null) {
            s3.put("doubt", doubt);
        }
    }

    private static void strings(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
