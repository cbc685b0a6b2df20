package dev.sluice.contract;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Several failures of one record as a JSON array: {@code [{"reason": "missing_value", "path": "amount", "message":
 * "…"}, …]}. Readers pass over members that they do not know.
 */
final class FailureList {

    private static final JsonMapper JSON = new JsonMapper();

    private FailureList() {}

    static String write(List<ReportedFailure> failures) {
        ArrayNode array = JSON.createArrayNode();
        for (ReportedFailure failure : failures) {
            array.addObject()
                    .put("reason", failure.reason())
                    .put("path", failure.path())
                    .put("message", failure.message());
        }
        return JSON.writeValueAsString(array);
    }

    /** Empty when the text is no such array; without the elements that are no failures. */
    static List<ReportedFailure> read(String text) {
        List<ReportedFailure> failures = new ArrayList<>();
        try {
            for (JsonNode element : JSON.readTree(text)) {
                if (element.path("reason").isString()) {
                    failures.add(new ReportedFailure(
                            element.path("reason").asString(),
                            element.path("path").asString(""),
                            element.path("message").asString("")));
                }
            }
        } catch (JacksonException e) {
            return List.of();
        }
        return failures;
    }
}
