package dev.sluice.cli.dlq;

import dev.sluice.contract.Digest;
import dev.sluice.contract.OriginalRecord.Part;
import dev.sluice.contract.RefusedBy;
import dev.sluice.contract.SourcePosition;
import dev.sluice.deadletters.DeadLetterRecord;
import dev.sluice.deadletters.ReplayTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** One dead letter as a JSON document on one line. Key, value and headers of the record are in it only when revealed. */
final class DeadLetterJson {

    private static final JsonMapper JSON = new JsonMapper();

    private DeadLetterJson() {}

    static String of(DeadLetterRecord letter, @Nullable ReplayTarget replayedTo, boolean isRevealed) {
        ObjectNode json = JSON.createObjectNode()
                .put("topic", letter.topic())
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("reason", letter.failure().reason())
                .put("field", letter.failure().path())
                .put("message", text(letter.failure().message()));
        addFailures(json, letter);
        json.put("attempts", letter.failed().attempts().failed()).put("failedAt", time(letter.failedAtMillis()));
        SourcePosition source = letter.source();
        if (source == null) {
            json.putNull("source");
        } else {
            json.putObject("source")
                    .put("topic", source.topic())
                    .put("partition", source.partition())
                    .put("offset", source.offset());
        }
        RefusedBy by = letter.failed().refusedBy();
        json.put("timestamp", time(letter.timestampMillis()))
                .put("applicationId", by.applicationId())
                .put("pipeline", by.pipeline())
                .put("mapping", by.mapping())
                .put("replays", letter.replays().count())
                .put("replayedFrom", letter.replays().from())
                .put("replayedTo", replayedTo == null ? null : replayedTo.label())
                .put("keyBytes", letter.key() == null ? null : letter.key().length)
                .put("valueBytes", letter.valueBytes())
                .put("valueSha256", sha256(letter, Part.VALUE))
                .put("keySha256", sha256(letter, Part.KEY))
                .put("headersSha256", sha256(letter, Part.HEADERS));
        ArrayNode headers = json.putArray("headers");
        letter.original().ownHeaders().forEach(header -> {
            ObjectNode node = headers.addObject().put("name", header.key());
            node.put("bytes", header.value() == null ? null : header.value().length);
            if (isRevealed) {
                putText(node, "value", header.value());
            }
        });
        if (isRevealed) {
            putText(json, "key", letter.key());
            putJson(json, "value", letter.value());
        }
        return JSON.writeValueAsString(json);
    }

    /** All failures, the first one again, for programs that want each. */
    private static void addFailures(ObjectNode json, DeadLetterRecord letter) {
        ArrayNode failures = json.putArray("failures");
        letter.failed()
                .failures()
                .forEach(failure -> failures.addObject()
                        .put("reason", failure.reason())
                        .put("field", failure.path())
                        .put("message", text(failure.message())));
    }

    private static @Nullable String text(String message) {
        return message.isEmpty() ? null : message;
    }

    private static @Nullable String sha256(DeadLetterRecord letter, Part part) {
        Digest digest = letter.original().leftOut(part);
        return digest == null ? null : digest.sha256();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static void putText(ObjectNode json, String name, byte @Nullable [] bytes) {
        String text = bytes == null ? null : Payload.text(bytes);
        if (bytes == null || text != null) {
            json.put(name, text);
        } else {
            json.put(name + "Base64", Payload.base64(bytes));
        }
    }

    private static void putJson(ObjectNode json, String name, byte @Nullable [] bytes) {
        String document = bytes == null ? "null" : Payload.jsonLine(bytes);
        if (document != null) {
            json.putRawValue(name, new RawValue(document));
        } else if (bytes != null) {
            json.put(name + "Base64", Payload.base64(bytes));
        }
    }
}
