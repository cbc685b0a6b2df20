package dev.sluice.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link Gap} as JSON.
 *
 * <pre>{@code
 * {"version": 1, "kind": "gap", "topic": "transactions", "topicId": "…", "partition": 3, "first": 1200, "last": 51207,
 *  "noticedAt": "2026-11-20T14:00:00Z", "reason": "expired"}
 * }</pre>
 */
final class GapJson {

    private GapJson() {}

    static ObjectNode write(Gap gap, ObjectNode json) {
        json.put("topic", gap.topic());
        if (gap.topicId() != null) {
            json.put("topicId", gap.topicId());
        }
        return json.put("partition", gap.partition())
                .put("first", gap.first())
                .put("last", gap.last())
                .put("noticedAt", ManifestJson.time(gap.noticedAtMillis()))
                .put("reason", gap.reason());
    }

    static Gap read(JsonNode json) {
        return new Gap(
                json.required("topic").asString(),
                ManifestJson.textOrNull(json, "topicId"),
                json.required("partition").asInt(),
                json.required("first").asLong(),
                json.required("last").asLong(),
                ManifestJson.millis(json.required("noticedAt")),
                json.required("reason").asString());
    }
}
