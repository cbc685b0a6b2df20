package dev.sluice.cli.dlq;

import dev.sluice.deadletters.DeadLetterCounts;
import dev.sluice.deadletters.DeadLetterCounts.Count;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The counts of dead letters as one JSON document. */
final class DeadLetterCountsJson {

    private static final JsonMapper JSON = new JsonMapper();

    private DeadLetterCountsJson() {}

    static String of(String topic, DeadLetterCounts counts) {
        ObjectNode json = put(JSON.createObjectNode().put("topic", topic), counts.total());
        ArrayNode causes = json.putArray("byReasonAndField");
        counts.byCause()
                .forEach((cause, count) ->
                        put(causes.addObject().put("reason", cause.reason()).put("field", cause.field()), count));
        ArrayNode sources = json.putArray("bySourceTopic");
        counts.bySource().forEach((source, count) -> put(sources.addObject().put("sourceTopic", source), count));
        ObjectNode times = json.putObject("byTime");
        times.put("bucketSeconds", counts.times().width().toSeconds());
        ArrayNode buckets = times.putArray("buckets");
        counts.times()
                .counts()
                .forEach((start, count) -> buckets.addObject()
                        .put("from", Instant.ofEpochMilli(start).toString())
                        .put("letters", count));
        return JSON.writeValueAsString(json);
    }

    private static ObjectNode put(ObjectNode json, Count count) {
        return json.put("letters", count.letters()).put("replayed", count.replayed());
    }
}
