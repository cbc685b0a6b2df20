package dev.sluice.status;

import dev.sluice.status.Status.Batches;
import dev.sluice.status.Status.Bucket;
import dev.sluice.status.Status.Health;
import dev.sluice.status.Status.Instance;
import dev.sluice.status.Status.LandedObject;
import dev.sluice.status.Status.SinceStart;
import dev.sluice.status.Status.Task;
import dev.sluice.status.Status.Work;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a {@link Status} from the tree that {@link StatusJson} parsed. Throws a JacksonException for a wrong type. */
final class StatusReader {

    private StatusReader() {}

    static Status read(JsonNode json) {
        return new Status(
                json.required("format").intValue(),
                instant(json.required("at")),
                instance(json.required("instance")),
                health(json.required("health")),
                new Work(
                        json.required("work")
                                .required("tasks")
                                .valueStream()
                                .map(StatusReader::task)
                                .toList(),
                        batches(json.required("work").required("batches"))),
                bucket(json.required("s3")),
                sinceStart(json.required("sinceStart")));
    }

    private static Instance instance(JsonNode json) {
        return new Instance(
                json.required("applicationId").stringValue(),
                json.required("version").stringValue(),
                instant(json.required("startedAt")),
                json.required("schemaFile").stringValue(),
                json.required("mapping").stringValue(),
                strings(json.required("inputs")));
    }

    private static Health health(JsonNode json) {
        return new Health(
                json.required("live").booleanValue(),
                json.required("ready").booleanValue(),
                strings(json.required("notReadyBecause")),
                json.required("kafkaStreams").stringValue(),
                json.required("intakePaused").booleanValue());
    }

    private static Task task(JsonNode json) {
        JsonNode oldest = json.get("oldestUnlandedSeconds");
        return new Task(
                json.required("partition").intValue(),
                json.required("openBatches").intValue(),
                json.required("sealedBatches").intValue(),
                json.required("pendingRecords").longValue(),
                json.required("recordsWaitingForRetry").longValue(),
                json.required("storedBytes").longValue(),
                oldest == null ? null : oldest.longValue());
    }

    private static Batches batches(JsonNode json) {
        return new Batches(
                json.required("open").intValue(),
                json.required("waitingForS3").intValue(),
                json.required("storedBytes").longValue(),
                json.required("bytesWaitingForS3").longValue(),
                json.required("oldestUnlandedSeconds").longValue());
    }

    private static Bucket bucket(JsonNode json) {
        JsonNode lastUploadAt = json.get("lastUploadAt");
        return new Bucket(
                json.required("bucket").stringValue(),
                json.required("prefix").stringValue(),
                json.required("uploadsFailing").intValue(),
                lastUploadAt == null ? null : instant(lastUploadAt),
                optional(json.get("failure")),
                optional(json.get("doubt")));
    }

    private static SinceStart sinceStart(JsonNode json) {
        Map<String, Long> deadLetters = new TreeMap<>();
        json.required("deadLetters")
                .propertyStream()
                .forEach(reason ->
                        deadLetters.put(reason.getKey(), reason.getValue().longValue()));
        return new SinceStart(
                strings(json.required("findings")),
                deadLetters,
                json.required("lastObjects")
                        .valueStream()
                        .map(StatusReader::landed)
                        .toList());
    }

    private static LandedObject landed(JsonNode json) {
        return new LandedObject(
                json.required("key").stringValue(),
                json.required("records").longValue(),
                json.required("bytes").longValue(),
                json.required("sealReason").stringValue(),
                instant(json.required("landedAt")));
    }

    private static List<String> strings(JsonNode json) {
        return json.valueStream().map(JsonNode::stringValue).toList();
    }

    private static @Nullable String optional(@Nullable JsonNode json) {
        return json == null ? null : json.stringValue();
    }

    private static Instant instant(JsonNode json) {
        try {
            return Instant.parse(json.stringValue());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a status: a time is not in ISO 8601", e);
        }
    }
}
