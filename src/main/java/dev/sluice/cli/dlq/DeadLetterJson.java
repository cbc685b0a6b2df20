package dev.sluice.cli.dlq;

import dev.sluice.deadletters.DeadLetterRecord;
import dev.sluice.deadletters.ReplayTarget;
import dev.sluice.failure.FailureHeaders;
import dev.sluice.failure.SourcePosition;
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
                .put("reason", letter.reason())
                .put("field", letter.field())
                .put("message", letter.text(FailureHeaders.MESSAGE))
                .put("attempts", letter.attempts())
                .put("failedAt", time(letter.failedAtMillis()));
        SourcePosition source = letter.source();
        if (source == null) {
            json.putNull("source");
        } else {
            json.putObject("source")
                    .put("topic", source.topic())
                    .put("partition", source.partition())
                    .put("offset", source.offset());
        }
        json.put("timestamp", time(letter.timestampMillis()))
                .put("applicationId", letter.text(FailureHeaders.APPLICATION_ID))
                .put("mapping", letter.text(FailureHeaders.MAPPING))
                .put("replays", letter.replays())
                .put("replayedFrom", letter.text(FailureHeaders.REPLAYED_FROM))
                .put("replayedTo", replayedTo == null ? null : replayedTo.label())
                .put("keyBytes", letter.key() == null ? null : letter.key().length)
                .put("valueBytes", letter.valueBytes())
                .put("valueSha256", letter.text(FailureHeaders.VALUE_SHA256))
                .put("keySha256", letter.text(FailureHeaders.KEY_SHA256))
                .put("headersSha256", letter.text(FailureHeaders.HEADERS_SHA256));
        ArrayNode headers = json.putArray("headers");
        letter.ownHeaders().forEach(header -> {
            ObjectNode node = headers.addObject().put("name", header.name());
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
