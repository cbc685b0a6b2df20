package dev.sluice.contract;

import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.FolderValue;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.TimeRange;
import dev.sluice.contract.LandedObject.Life;
import dev.sluice.contract.LandedObject.ObjectFile;
import dev.sluice.contract.LandedObject.Rows;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link LandedObject} as JSON.
 *
 * <pre>{@code
 * {"version": 1, "kind": "object", "pipeline": "transactions",
 *  "bucket": "lake", "key": "…/transactions-3-5f0c…-17.avro", "format": "avro", "etag": "\"9b2c…\"",
 *  "crc32c": "e3069283", "records": 50000, "rows": 50000, "bytes": 4812345,
 *  "eventTimeMin": "2026-11-20T13:00:00.004Z", "eventTimeMax": "…",
 *  "topic": "transactions", "topicId": "…", "folder": "country=GB/date=2026-11-20",
 *  "folderValues": [{"name": "country", "type": "string", "value": "GB"}], "offsets": {"3": "1200+49998,7"},
 *  "lookupOffsets": {"ref.merchants": {"0": 20417}},
 *  "schemaFingerprint": "…", "openedAt": "…", "sealedAt": "…", "sealReason": "records"}
 * }</pre>
 *
 * <p>{@code topicId} is absent where it is not known. {@code folderValues} are the fields that the folder is named after:
 * an int, long or boolean as such, anything else as text. {@code offsets} holds every source offset of the object, by
 * partition, in the notation of {@link OffsetRanges#toNotation()}. {@code lookupOffsets} tells the version of the lookup
 * tables, by topic and partition: no row at or after that offset has enriched a record of the object.
 */
final class LandedObjectJson {

    private LandedObjectJson() {}

    static ObjectNode write(LandedObject object, ObjectNode json) {
        Origin origin = object.origin();
        ObjectFile file = object.file();
        json.put("pipeline", origin.pipeline())
                .put("bucket", file.bucket())
                .put("key", file.key())
                .put("format", file.format())
                .put("etag", file.etag())
                .put("crc32c", HexFormat.of().toHexDigits(file.crc32c()))
                .put("records", object.rows().records())
                .put("rows", object.rows().rows())
                .put("bytes", file.bytes())
                .put(
                        "eventTimeMin",
                        ManifestJson.time(object.rows().eventTimes().minMillis()))
                .put(
                        "eventTimeMax",
                        ManifestJson.time(object.rows().eventTimes().maxMillis()))
                .put("topic", origin.topic());
        if (origin.topicId() != null) {
            json.put("topicId", origin.topicId());
        }
        write(origin.folder(), json);
        ObjectNode offsets = json.putObject("offsets");
        object.offsets().forEach((partition, ranges) -> offsets.put(Integer.toString(partition), ranges.toNotation()));
        ObjectNode lookups = json.putObject("lookupOffsets");
        object.lookups().byTopic().forEach((topic, byPartition) -> {
            ObjectNode table = lookups.putObject(topic);
            byPartition.forEach((partition, offset) -> table.put(Integer.toString(partition), offset));
        });
        return json.put("schemaFingerprint", file.schemaFingerprint())
                .put("openedAt", ManifestJson.time(object.life().openedAtMillis()))
                .put("sealedAt", ManifestJson.time(object.life().sealedAtMillis()))
                .put("sealReason", object.life().sealReason());
    }

    private static void write(Folder folder, ObjectNode json) {
        json.put("folder", folder.path());
        ArrayNode values = json.putArray("folderValues");
        for (FolderValue value : folder.values()) {
            ObjectNode node = values.addObject()
                    .put("name", value.name())
                    .put("type", value.type().label());
            String text = value.value();
            if (text == null) {
                node.putNull("value");
                continue;
            }
            switch (value.type()) {
                case INT, LONG -> node.put("value", Long.parseLong(text));
                case BOOLEAN -> node.put("value", Boolean.parseBoolean(text));
                case STRING, DATE, UUID -> node.put("value", text);
            }
        }
    }

    static LandedObject read(JsonNode json) {
        return new LandedObject(
                new Origin(
                        json.required("pipeline").asString(),
                        json.required("topic").asString(),
                        ManifestJson.textOrNull(json, "topicId"),
                        readFolder(json)),
                new ObjectFile(
                        json.required("bucket").asString(),
                        json.required("key").asString(),
                        json.required("format").asString(),
                        json.required("etag").asString(),
                        HexFormat.fromHexDigits(json.required("crc32c").asString()),
                        json.required("bytes").asLong(),
                        json.required("schemaFingerprint").asString()),
                new Rows(
                        json.required("records").asLong(),
                        json.required("rows").asLong(),
                        new TimeRange(
                                ManifestJson.millis(json.required("eventTimeMin")),
                                ManifestJson.millis(json.required("eventTimeMax")))),
                readOffsets(json.required("offsets")),
                readLookups(json.required("lookupOffsets")),
                new Life(
                        ManifestJson.millis(json.required("openedAt")),
                        ManifestJson.millis(json.required("sealedAt")),
                        json.required("sealReason").asString()));
    }

    private static Folder readFolder(JsonNode json) {
        List<FolderValue> values = new ArrayList<>();
        for (JsonNode value : ManifestJson.items(json.required("folderValues"))) {
            values.add(new FolderValue(
                    value.required("name").asString(),
                    FolderValue.Type.ofLabel(value.required("type").asString()),
                    ManifestJson.textOrNull(value, "value")));
        }
        return new Folder(json.required("folder").asString(), values);
    }

    private static SortedMap<Integer, OffsetRanges> readOffsets(JsonNode json) {
        SortedMap<Integer, OffsetRanges> offsets = new TreeMap<>();
        ManifestJson.members(json)
                .forEach(entry -> offsets.put(
                        Integer.valueOf(entry.getKey()),
                        OffsetRanges.parse(entry.getValue().asString())));
        return offsets;
    }

    private static LookupOffsets readLookups(JsonNode json) {
        SortedMap<String, SortedMap<Integer, Long>> byTopic = new TreeMap<>();
        ManifestJson.members(json).forEach(topic -> {
            SortedMap<Integer, Long> byPartition = new TreeMap<>();
            ManifestJson.members(topic.getValue())
                    .forEach(partition -> byPartition.put(
                            Integer.valueOf(partition.getKey()),
                            partition.getValue().asLong()));
            byTopic.put(topic.getKey(), byPartition);
        });
        return new LookupOffsets(byTopic);
    }
}
