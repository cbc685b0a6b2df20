package dev.sluice.status;

import dev.sluice.status.Status.Batches;
import dev.sluice.status.Status.Bucket;
import dev.sluice.status.Status.Health;
import dev.sluice.status.Status.Instance;
import dev.sluice.status.Status.LandedObject;
import dev.sluice.status.Status.SinceStart;
import dev.sluice.status.Status.Task;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link Status} as a JSON document: records are objects, their components members of the same name, instants ISO 8601
 * text. A component that is null is left out.
 */
public final class StatusJson {

    private static final JsonMapper JSON = new JsonMapper();

    private StatusJson() {}

    /** On one line. */
    public static String encode(Status status) {
        return JSON.writeValueAsString(document(status));
    }

    /** For people, indented. */
    public static String pretty(Status status) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document(status));
    }

    private static ObjectNode document(Status status) {
        ObjectNode json = JSON.createObjectNode()
                .put("format", status.format())
                .put("at", status.at().toString());
        put(json.putObject("instance"), status.instance());
        put(json.putObject("health"), status.health());
        ObjectNode work = json.putObject("work");
        ArrayNode tasks = work.putArray("tasks");
        status.work().tasks().forEach(task -> put(tasks.addObject(), task));
        put(work.putObject("batches"), status.work().batches());
        put(json.putObject("s3"), status.s3());
        put(json.putObject("sinceStart"), status.sinceStart());
        return json;
    }

    private static void put(ObjectNode json, Instance instance) {
        json.put("applicationId", instance.applicationId())
                .put("version", instance.version())
                .put("startedAt", instance.startedAt().toString())
                .put("schemaFile", instance.schemaFile())
                .put("mapping", instance.mapping());
        instance.inputs().forEach(json.putArray("inputs")::add);
    }

    private static void put(ObjectNode json, Health health) {
        json.put("live", health.live()).put("ready", health.ready());
        health.notReadyBecause().forEach(json.putArray("notReadyBecause")::add);
        json.put("kafkaStreams", health.kafkaStreams()).put("intakePaused", health.intakePaused());
    }

    private static void put(ObjectNode json, Task task) {
        json.put("partition", task.partition())
                .put("openBatches", task.openBatches())
                .put("sealedBatches", task.sealedBatches())
                .put("pendingRecords", task.pendingRecords())
                .put("recordsWaitingForRetry", task.recordsWaitingForRetry())
                .put("storedBytes", task.storedBytes());
        if (task.oldestUnlandedSeconds() != null) {
            json.put("oldestUnlandedSeconds", task.oldestUnlandedSeconds());
        }
    }

    private static void put(ObjectNode json, Batches batches) {
        json.put("open", batches.open())
                .put("waitingForS3", batches.waitingForS3())
                .put("storedBytes", batches.storedBytes())
                .put("bytesWaitingForS3", batches.bytesWaitingForS3())
                .put("oldestUnlandedSeconds", batches.oldestUnlandedSeconds());
    }

    private static void put(ObjectNode json, Bucket s3) {
        json.put("bucket", s3.bucket()).put("prefix", s3.prefix()).put("uploadsFailing", s3.uploadsFailing());
        if (s3.lastUploadAt() != null) {
            json.put("lastUploadAt", s3.lastUploadAt().toString());
        }
        if (s3.failure() != null) {
            json.put("failure", s3.failure());
        }
        if (s3.doubt() != null) {
            json.put("doubt", s3.doubt());
        }
    }

    private static void put(ObjectNode json, SinceStart sinceStart) {
        sinceStart.findings().forEach(json.putArray("findings")::add);
        sinceStart.deadLetters().forEach(json.putObject("deadLetters")::put);
        ArrayNode objects = json.putArray("lastObjects");
        sinceStart.lastObjects().forEach(landed -> put(objects.addObject(), landed));
    }

    private static void put(ObjectNode json, LandedObject landed) {
        json.put("key", landed.key())
                .put("records", landed.records())
                .put("bytes", landed.bytes())
                .put("sealReason", landed.sealReason())
                .put("landedAt", landed.landedAt().toString());
    }

    /**
     * Reads what {@link #encode} or {@link #pretty} of this build or another wrote. Members that this build does not know
     * are ignored.
     *
     * @throws IllegalArgumentException if the text is no status, or one of a newer format; without the text itself
     */
    public static Status decode(String json) {
        try {
            return StatusReader.read(JSON.readTree(json));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a status: " + e.getOriginalMessage(), e);
        }
    }
}
