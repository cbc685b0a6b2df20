package dev.sluice.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON documents of manifest entries: what all kinds have in common. */
final class ManifestJson {

    private static final JsonMapper JSON = new JsonMapper();

    private ManifestJson() {}

    static byte[] encode(ManifestEntry entry) {
        ObjectNode json =
                JSON.createObjectNode().put("version", ManifestEntry.VERSION).put("kind", entry.kind());
        return JSON.writeValueAsBytes(entry.match(
                object -> LandedObjectJson.write(object, json), gap -> GapJson.write(gap, json), unknown -> {
                    throw new IllegalStateException(
                            "an entry of kind " + unknown.kind() + " is not for this version to write");
                }));
    }

    static ManifestEntry decode(byte @Nullable [] value) {
        if (value == null) {
            throw new IllegalArgumentException("it has no value");
        }
        try {
            JsonNode json = JSON.readTree(value);
            int version = json.required("version").asInt();
            String kind = json.required("kind").asString();
            return switch (kind) {
                case LandedObject.KIND -> LandedObjectJson.read(requireReadable(json, version));
                case Gap.KIND -> GapJson.read(requireReadable(json, version));
                default -> new UnknownEntry(kind);
            };
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("it is no JSON document of a manifest entry", e);
        }
    }

    private static JsonNode requireReadable(JsonNode json, int version) {
        if (version > ManifestEntry.VERSION) {
            throw new IllegalArgumentException(
                    "it is of version " + version + ", and this Sluice reads version " + ManifestEntry.VERSION
                            + " only: read it with the version of Sluice that wrote it, or a later one");
        }
        return json;
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    static long millis(JsonNode time) {
        return Instant.parse(time.asString()).toEpochMilli();
    }

    /** The members of a member that is an object. */
    static Set<Map.Entry<String, JsonNode>> members(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("it has " + json.getNodeType() + " where an object belongs");
        }
        return json.properties();
    }

    /** The items of a member that is an array. */
    static Collection<JsonNode> items(JsonNode json) {
        if (!json.isArray()) {
            throw new IllegalArgumentException("it has " + json.getNodeType() + " where an array belongs");
        }
        return json.values();
    }

    /** The text of a member that may be absent or null. */
    static @Nullable String textOrNull(JsonNode json, String name) {
        JsonNode member = json.get(name);
        return member == null || member.isNull() ? null : member.asString();
    }
}
