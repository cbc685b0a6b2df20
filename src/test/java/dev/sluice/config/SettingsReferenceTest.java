package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.docs.Generated;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/configuration.md against the declarations: the settings that most deployments need, and those of one
 * capability on a page of its own.
 */
class SettingsReferenceTest {

    private static final int MOST_ON_THE_FIRST_PAGE = 45;
    private static final Pattern NAME = Pattern.compile("\\| `(\\w+…?)`");

    /** The parts of the pages, and what the names of their settings match; the first that matches has a setting. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("s3-objects", "SLUICE_S3_(BUCKET_OWNER|ENCRYPTION|KMS_KEY_ID|STORAGE_CLASS|ACL|TAGS|CHECKSUMS)");
        PARTS.put("json-limits", "SLUICE_JSON_MAX_.*");
        PARTS.put("required", "SLUICE_INPUT_TOPICS|SLUICE_S3_BUCKET|KAFKA_BOOTSTRAP_SERVERS");
        PARTS.put("mapping", "SLUICE_(SCHEMA_FILE|LOOKUPS|MASK_.*|TOMBSTONES|RETRY_BACKOFFS)");
        PARTS.put("topics", "SLUICE_(APPLICATION_ID|.*_TOPIC)");
        PARTS.put("objects", "SLUICE_(ROTATE_.*|FOLDER.*|CODEC)");
        PARTS.put("s3", "SLUICE_S3_.*|SLUICE_UPLOAD_THREADS");
        PARTS.put("memory", "SLUICE_(BLOCK_BYTES|BUFFER_BYTES|BACKLOG_BYTES|MAX_BATCHES|STATE_DIRECTORY)");
        PARTS.put("process", "SLUICE_(HTTP_ADDRESS|SHUTDOWN_TIMEOUT|LOG_.*)");
        PARTS.put("kafka", "KAFKA_…");
    }

    /** The rows of each part. */
    private static Map<String, List<String>> rows() {
        return SettingsReference.markdown()
                .lines()
                .skip(2)
                .collect(Collectors.groupingBy(SettingsReferenceTest::part, LinkedHashMap::new, Collectors.toList()));
    }

    private static String part(String row) {
        var name = NAME.matcher(row);
        assertThat(name.lookingAt()).as(row).isTrue();
        return PARTS.entrySet().stream()
                .filter(part -> name.group(1).matches(part.getValue()))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElseThrow(
                        () -> new AssertionError("no part of the page has " + name.group(1) + "; add it to PARTS"));
    }

    private static boolean isOnTheFirstPage(String part) {
        return !part.equals("s3-objects") && !part.equals("json-limits");
    }

    @Test
    void pages_holdTheTablesOfTheDeclarations() throws IOException {
        String head = SettingsReference.markdown().lines().limit(2).collect(Collectors.joining("\n", "", "\n"));
        Map<String, List<String>> rows = rows();

        assertThat(rows).containsOnlyKeys(PARTS.keySet());
        for (Map.Entry<String, List<String>> part : rows.entrySet()) {
            String page = isOnTheFirstPage(part.getKey()) ? "configuration" : "configuration-" + part.getKey();
            String table = head + String.join("\n", part.getValue()) + "\n";
            Generated.assertHolds("reference/" + page + ".md", part.getKey(), table);
        }
    }

    @Test
    void firstPage_isOneThatIsRead() {
        assertThat(rows().entrySet().stream()
                        .filter(part -> isOnTheFirstPage(part.getKey()))
                        .mapToInt(part -> part.getValue().size())
                        .sum())
                .isLessThanOrEqualTo(MOST_ON_THE_FIRST_PAGE);
    }
}
