package dev.sluice.contract;

import dev.sluice.batch.BatchHeader;
import dev.sluice.batch.OffsetRanges;
import dev.sluice.batch.SourceOffsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The manifest record of a landed object, as one JSON document, written and read.
 *
 * <pre>{@code
 * {"bucket": "lake", "key": "…/transactions-3-5f0c…-17.avro", "etag": "\"9b2c…\"", "crc32c": "e3069283",
 *  "records": 50000, "bytes": 4812345, "eventTimeMin": "2026-11-20T13:00:00.004Z", "eventTimeMax": "…",
 *  "topic": "transactions", "partitionPath": "date=2026-11-20/hour=13", "offsets": {"3": "1200+49998,7"},
 *  "lookupOffsets": {"ref.merchants": {"0": 20417}},
 *  "schemaFingerprint": "…", "openedAt": "…", "sealedAt": "…", "sealReason": "records"}
 * }</pre>
 *
 * <p>{@code offsets} holds every source offset of the object, by partition, in the notation of {@link
 * OffsetRanges#toNotation()}. {@code lookupOffsets} tells the version of the lookup tables, by topic and partition: no
 * row at or after that offset has enriched a record of the object.
 */
public final class Manifest {

    private static final JsonMapper JSON = new JsonMapper();

    private Manifest() {}

    public static byte[] encode(String bucket, BatchHeader batch, String etag, int crc32c, SourceOffsets sources) {
        ObjectNode json = JSON.createObjectNode()
                .put("bucket", bucket)
                .put("key", batch.key())
                .put("etag", etag)
                .put("crc32c", HexFormat.of().toHexDigits(crc32c))
                .put("records", batch.records())
                .put("bytes", batch.bytes())
                .put("eventTimeMin", time(batch.minEventTimeMillis()))
                .put("eventTimeMax", time(batch.maxEventTimeMillis()))
                .put("topic", batch.topic())
                .put("partitionPath", batch.partitionPath());
        ObjectNode offsets = json.putObject("offsets");
        sources.normalizedByPartition()
                .forEach((partition, ranges) -> offsets.put(Integer.toString(partition), ranges.toNotation()));
        ObjectNode lookups = json.putObject("lookupOffsets");
        batch.lookups().byTopic().forEach((topic, byPartition) -> {
            ObjectNode table = lookups.putObject(topic);
            byPartition.forEach((partition, offset) -> table.put(Integer.toString(partition), offset));
        });
        json.put("schemaFingerprint", batch.schemaFingerprint())
                .put("openedAt", time(batch.openedAtMillis()))
                .put("sealedAt", time(batch.sealed().atMillis()))
                .put("sealReason", batch.sealed().reason().label());
        return JSON.writeValueAsBytes(json);
    }

    /** Reads what {@link #encode} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static AnnouncedObject decode(byte @Nullable [] value) {
        if (value == null) {
            throw new IllegalArgumentException("it has no value");
        }
        try {
            JsonNode json = JSON.readTree(value);
            Map<Integer, OffsetRanges> offsets = new TreeMap<>();
            json.required("offsets")
                    .properties()
                    .forEach(entry -> offsets.put(
                            Integer.valueOf(entry.getKey()),
                            OffsetRanges.parse(entry.getValue().asString())));
            return new AnnouncedObject(
                    json.required("bucket").asString(),
                    json.required("key").asString(),
                    HexFormat.fromHexDigits(json.required("crc32c").asString()),
                    json.required("records").asLong(),
                    json.required("bytes").asLong(),
                    json.required("topic").asString(),
                    offsets);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is no JSON document of a landed object", e);
        }
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
