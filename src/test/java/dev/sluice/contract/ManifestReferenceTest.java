package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.SealReason;
import dev.sluice.batch.header.TimeRange;
import dev.sluice.contract.LandedObject.Life;
import dev.sluice.contract.LandedObject.ObjectFile;
import dev.sluice.contract.LandedObject.Rows;
import dev.sluice.docs.Generated;
import dev.sluice.objectstore.ObjectMetadata;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/reference/manifest.md against an entry that the code writes. */
class ManifestReferenceTest {

    private static final long OPENED_AT = 1_795_262_400_123L;
    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> OBJECT = new LinkedHashMap<>();
    private static final Map<String, String> GAP = new LinkedHashMap<>();
    private static final Map<String, String> METADATA = new LinkedHashMap<>();

    static {
        OBJECT.put("version", "of the entry's form; it changes only with what a reader would misunderstand");
        OBJECT.put("kind", "`object`; a reader passes over kinds that it does not know");
        OBJECT.put("pipeline", "the pipeline that wrote it, named after the schema file");
        OBJECT.put("bucket", "the bucket");
        OBJECT.put("key", "the object's key");
        OBJECT.put("format", "the object format: `avro`");
        OBJECT.put("etag", "the ETag that S3 answered with, quotes included");
        OBJECT.put("crc32c", "the CRC-32C of all bytes, in hexadecimal");
        OBJECT.put("records", "how many Kafka records the object holds");
        OBJECT.put("rows", "how many rows they became");
        OBJECT.put("bytes", "its length");
        OBJECT.put("eventTimeMin", "the smallest event time of its records");
        OBJECT.put("eventTimeMax", "the largest");
        OBJECT.put("topic", "the input topic that its records came from");
        OBJECT.put(
                "topicId",
                "the id of that topic, which tells it from another one of the same name; absent where it is not known");
        OBJECT.put("folder", "the folder below the topic");
        OBJECT.put(
                "folderValues",
                "the fields that the folder is named after, with their types; always empty in this version, whose folders are by time");
        OBJECT.put(
                "offsets",
                "every source offset, by partition, as runs `gap+more`, separated by commas: `gap` offsets are skipped"
                        + " since the run before (since 0 for the first), and `more` follow the run's first one."
                        + " `100+49,3` is 100 to 149, and 153");
        OBJECT.put(
                "lookupOffsets",
                "the version of the lookup tables, by topic and partition: no row at or after that offset has enriched"
                        + " a record of the object");
        OBJECT.put("schemaFingerprint", "the fingerprint of the mapping");
        OBJECT.put("openedAt", "when its first record was added");
        OBJECT.put("sealedAt", "when it was sealed");
        OBJECT.put("sealReason", "why: a `reason` of `sluice_batches_sealed_total`");
        GAP.put("version", "as above");
        GAP.put("kind", "`gap`");
        GAP.put("topic", "the input topic");
        GAP.put("topicId", "its id, where it is known");
        GAP.put("partition", "the partition");
        GAP.put("first", "the first offset that is gone");
        GAP.put("last", "the last one, inclusive");
        GAP.put("noticedAt", "when that was noticed");
        GAP.put("reason", "why: `expired`");
        METADATA.put("sluice-application-id", "the application that wrote the object");
        METADATA.put("sluice-topic", "the input topic of its records");
        METADATA.put("sluice-records", "how many records it holds");
        METADATA.put(
                "sluice-offsets",
                "the first and the last offset in each partition: `3:1200-51207` is partition 3; separated by commas");
        METADATA.put("sluice-crc32c", "the CRC-32C of all bytes, in hexadecimal");
    }

    private static LandedObject object() {
        OffsetRanges offsets = OffsetRanges.parse("100+1,3");
        return new LandedObject(
                new Origin(
                        "transaction", "transactions", "Vb1RhT1zQLmdMk9NQ0uDgA", new Folder("date=2026-11-21/hour=12")),
                new ObjectFile(
                        "lake",
                        "transactions/date=2026-11-21/hour=12/transactions-3-5f0c9a1b2c3d4e5f-17.avro",
                        "avro",
                        "\"9b2cf535f27731c974343645a3985328\"",
                        0xE3069283,
                        400,
                        "1109bb05a1e866a6"),
                new Rows(3, 3, new TimeRange(OPENED_AT - 2_000, OPENED_AT)),
                new TreeMap<>(Map.of(3, offsets)),
                new LookupOffsets(new TreeMap<>(Map.of("lookup.fx", new TreeMap<>(Map.of(0, 20_417L))))),
                new Life(OPENED_AT, OPENED_AT + 300_000, SealReason.AGE.label()));
    }

    @Test
    void page_holdsAnObject() throws IOException {
        assertHolds("object", object(), OBJECT);
    }

    @Test
    void page_holdsAGap() throws IOException {
        assertHolds(
                "gap", new Gap("transactions", "Vb1RhT1zQLmdMk9NQ0uDgA", 3, 1_200, 51_207, OPENED_AT, "expired"), GAP);
    }

    private static void assertHolds(String part, ManifestEntry written, Map<String, String> meanings)
            throws IOException {
        JsonNode entry = JSON.readTree(written.encode());
        StringBuilder text = new StringBuilder("```json\n")
                .append(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entry))
                .append("\n```\n\n| field | what it says |\n|---|---|\n");
        entry.propertyNames()
                .forEach(name -> text.append("| `%s` | %s |\n".formatted(name, meanings.getOrDefault(name, "?"))));

        assertThat(meanings.keySet()).containsExactlyInAnyOrderElementsOf(entry.propertyNames());
        Generated.assertHolds("reference/manifest.md", part, text.toString());
    }

    @Test
    void page_holdsTheMetadataOfObjects() throws IOException {
        StringBuilder table = new StringBuilder("| metadata | what it says |\n|---|---|\n");
        METADATA.forEach((name, meaning) -> table.append("| `%s` | %s |\n".formatted(name, meaning)));

        assertThat(METADATA.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ObjectMetadata.class.getDeclaredFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                        .map(ManifestReferenceTest::value)
                        .toList());
        Generated.assertHolds("reference/manifest.md", "metadata", table.toString());
    }

    private static String value(Field constant) {
        try {
            constant.setAccessible(true);
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
