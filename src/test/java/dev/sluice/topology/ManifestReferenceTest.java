package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.BatchHeader;
import dev.sluice.batch.BatchHeader.Seal;
import dev.sluice.batch.LookupOffsets;
import dev.sluice.batch.SealReason;
import dev.sluice.batch.SourceOffsets;
import dev.sluice.docs.Generated;
import dev.sluice.objectstore.ObjectMetadata;
import dev.sluice.topology.TaskUploads.Uploaded;
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

    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();
    private static final Map<String, String> METADATA = new LinkedHashMap<>();

    static {
        MEANINGS.put("bucket", "the bucket");
        MEANINGS.put("key", "the object's key");
        MEANINGS.put("etag", "the ETag that S3 answered with, quotes included");
        MEANINGS.put("crc32c", "the CRC-32C of all bytes, in hexadecimal");
        MEANINGS.put("records", "how many records the object holds");
        MEANINGS.put("bytes", "its length");
        MEANINGS.put("eventTimeMin", "the smallest event time of its records");
        MEANINGS.put("eventTimeMax", "the largest");
        MEANINGS.put("topic", "the input topic that its records came from");
        MEANINGS.put("partitionPath", "the folder below the topic");
        MEANINGS.put(
                "offsets",
                "every source offset, by partition, as runs `gap+more`, separated by commas: `gap` offsets are skipped"
                        + " since the run before (since 0 for the first), and `more` follow the run's first one."
                        + " `100+49,3` is 100 to 149, and 153");
        MEANINGS.put(
                "lookupOffsets",
                "the version of the lookup tables, by topic and partition: no row at or after that offset has enriched"
                        + " a record of the object");
        MEANINGS.put("schemaFingerprint", "the fingerprint of the mapping");
        MEANINGS.put("openedAt", "when its first record was added");
        MEANINGS.put("sealedAt", "when it was sealed");
        MEANINGS.put("sealReason", "why: a `reason` of `sluice_batches_sealed_total`");
        METADATA.put("sluice-application-id", "the application that wrote the object");
        METADATA.put("sluice-topic", "the input topic of its records");
        METADATA.put("sluice-records", "how many records it holds");
        METADATA.put(
                "sluice-offsets",
                "the first and the last offset in each partition: `3:1200-51207` is partition 3; separated by commas");
        METADATA.put("sluice-crc32c", "the CRC-32C of all bytes, in hexadecimal");
    }

    private static byte[] entry() {
        BatchHeader batch = new BatchHeader(
                3,
                "transactions/date=2026-11-21/hour=12/transactions-3-5f0c9a1b2c3d4e5f-17.avro",
                "transactions",
                "date=2026-11-21/hour=12",
                "1109bb05a1e866a6",
                "zstandard",
                OPENED_AT,
                1,
                3,
                400,
                OPENED_AT - 2_000,
                OPENED_AT,
                2,
                new LookupOffsets(new TreeMap<>(Map.of("lookup.fx", new TreeMap<>(Map.of(0, 20_417L))))),
                new Seal(SealReason.AGE, OPENED_AT + 300_000));
        SourceOffsets offsets = new SourceOffsets();
        offsets.add(3, 100);
        offsets.add(3, 101);
        offsets.add(3, 105);
        return Manifest.encode(
                "lake", new Uploaded(batch, 0xE3069283, "\"9b2cf535f27731c974343645a3985328\""), offsets);
    }

    @Test
    void page_holdsAnEntry() throws IOException {
        JsonNode entry = JSON.readTree(entry());
        StringBuilder text = new StringBuilder("```json\n")
                .append(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entry))
                .append("\n```\n\n| field | what it says |\n|---|---|\n");
        entry.propertyNames()
                .forEach(name -> text.append("| `%s` | %s |\n".formatted(name, MEANINGS.getOrDefault(name, "?"))));

        assertThat(MEANINGS.keySet()).containsExactlyInAnyOrderElementsOf(entry.propertyNames());
        Generated.assertHolds("reference/manifest.md", "entry", text.toString());
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
