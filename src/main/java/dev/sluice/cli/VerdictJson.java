package dev.sluice.cli;

import dev.sluice.verify.Verdict;
import dev.sluice.verify.Verdict.ObjectCounts;
import dev.sluice.verify.Verdict.PartitionCounts;
import dev.sluice.verify.Verdict.Place;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The verdict as one JSON document. */
final class VerdictJson {

    private static final JsonMapper JSON = new JsonMapper();

    private VerdictJson() {}

    static String of(Verdict verdict) {
        ObjectNode json = JSON.createObjectNode()
                .put("whole", verdict.isWhole())
                .put("verdict", VerdictText.sentence(verdict))
                .put("applicationId", verdict.applicationId());
        ArrayNode partitions = json.putArray("partitions");
        verdict.partitions().forEach(counts -> partitions.add(partition(counts)));
        json.set("objects", objects(verdict.objects()));
        ObjectNode counts = json.putObject("problemCounts");
        verdict.problems().forEach((kind, count) -> counts.put(kind.label(), count));
        ArrayNode problems = json.putArray("problems");
        verdict.first().forEach(problem -> {
            ObjectNode node = problems.addObject().put("kind", problem.kind().label());
            problem.details().forEach(node::putPOJO);
            node.put("text", problem.text());
        });
        ArrayNode notes = json.putArray("notes");
        verdict.notes().forEach(notes::add);
        return JSON.writeValueAsString(json);
    }

    private static ObjectNode partition(PartitionCounts counts) {
        return JSON.createObjectNode()
                .put("topic", counts.topic())
                .put("partition", counts.partition())
                .put("from", counts.from())
                .put("to", counts.to())
                .put("position", counts.position())
                .put("records", counts.records())
                .put("landed", counts.in(Place.LANDED))
                .put("deadLettered", counts.in(Place.DEAD_LETTERED))
                .put("ignored", counts.in(Place.IGNORED))
                .put("pending", counts.in(Place.PENDING))
                .put("notRead", counts.in(Place.NOT_READ))
                .put("damaged", counts.in(Place.DAMAGED))
                .put("lost", counts.in(Place.LOST))
                .put("doubled", counts.doubled());
    }

    private static ObjectNode objects(ObjectCounts counts) {
        return JSON.createObjectNode()
                .put("announced", counts.announced())
                .put("opened", counts.opened())
                .put("bytes", counts.bytes())
                .put("offsetsCompared", counts.offsetsCompared())
                .put("uploading", counts.uploading())
                .put("areOpened", counts.areOpened());
    }
}
