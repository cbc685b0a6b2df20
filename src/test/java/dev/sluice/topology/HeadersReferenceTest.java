package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.docs.Generated;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/reference/headers.md against the headers that the code writes. */
class HeadersReferenceTest {

    private static final String BOTH = "both";
    private static final String LETTERS = "dead letters";
    private static final String RETRIES = "retries";

    private static final Map<String, List<String>> MEANINGS = new LinkedHashMap<>();

    private static void header(String name, String on, String meaning) {
        MEANINGS.put(name, List.of(on, meaning));
    }

    static {
        header(FailureHeaders.TOPIC, BOTH, "the input topic that the record came from");
        header(FailureHeaders.PARTITION, BOTH, "its partition there");
        header(FailureHeaders.OFFSET, BOTH, "its offset there");
        header(FailureHeaders.EXCEPTION, BOTH, "the kind of error, as a Java class name");
        header(FailureHeaders.MESSAGE, BOTH, "what was wrong and what to do about it, without any payload value");
        header(
                FailureHeaders.STACKTRACE,
                LETTERS,
                "class names and frames, for `internal_error` only: a defect of Sluice's");
        header(FailureHeaders.REASON, BOTH, "the reason, as in the metrics");
        header(FailureHeaders.PATH, BOTH, "the output field at fault; absent if it is the whole record");
        header(
                FailureHeaders.FAILURES,
                BOTH,
                "if the record has several failures, all of them, the first one included: a JSON array of at most 20"
                        + " objects with `reason`, `path` and `message`");
        header(FailureHeaders.ATTEMPTS, BOTH, "how many attempts have failed");
        header(FailureHeaders.FAILED_AT, BOTH, "when the last attempt failed");
        header(FailureHeaders.DUE_AT, RETRIES, "when the next attempt is due");
        header(
                FailureHeaders.TIMESTAMP,
                BOTH,
                "the record's own timestamp. Kafka's timestamp of a retry is the time when it was written; that of a"
                        + " dead letter is the record's own, unless the broker would refuse it");
        header(FailureHeaders.APPLICATION_ID, LETTERS, "the application that dead-lettered the record");
        header(FailureHeaders.PIPELINE, LETTERS, "the pipeline; this version does not write it yet");
        header(FailureHeaders.MAPPING, LETTERS, "the fingerprint of the mapping that refused it");
        header(
                FailureHeaders.REPLAYS,
                "replayed records",
                "how often the record was replayed; the record keeps it from then on");
        header(
                FailureHeaders.REPLAYED_FROM,
                "replayed records",
                "the dead letter that was replayed last, as `TOPIC-PARTITION@OFFSET`");
        header(FailureHeaders.VALUE_BYTES, LETTERS, "the length of a value that was too large and is left out");
        header(FailureHeaders.VALUE_SHA256, LETTERS, "its SHA-256 in hexadecimal");
        header(FailureHeaders.KEY_BYTES, LETTERS, "the length of a key that was too large and is left out");
        header(FailureHeaders.KEY_SHA256, LETTERS, "its SHA-256 in hexadecimal");
        header(
                FailureHeaders.HEADERS_BYTES,
                LETTERS,
                "the length of the record's own headers, if they were too large and are left out: name, value, name,"
                        + " value and so on, each after its length in four bytes, big-endian, -1 for null");
        header(FailureHeaders.HEADERS_SHA256, LETTERS, "the SHA-256 of those bytes in hexadecimal");
        header(
                FailureHeaders.OWN_HEADERS,
                BOTH,
                "those of the record's own headers that have one of the names above, down to `sluice.mapping`, or this one,"
                        + " in the form of `sluice.headers.bytes`: they are kept and not believed, and a replay to the"
                        + " source writes them back");
        WakeUpRecord.at("retries", 0, 0)
                .headers()
                .forEach(header -> header(
                        header.key(),
                        "wake-up records, in the retry topic",
                        "marks a record without key and value that an idle task sends itself before it acts; the task"
                                + " reads it and passes over it"));
    }

    @Test
    void page_holdsTheHeaders() throws IOException {
        StringBuilder table = new StringBuilder("| header | on | what it says |\n|---|---|---|\n");
        MEANINGS.forEach((name, row) -> table.append("| `%s` | %s | %s |\n".formatted(name, row.get(0), row.get(1))));

        Generated.assertHolds("reference/headers.md", "headers", table.toString());
    }

    @Test
    void page_leavesNoHeaderOut() {
        assertThat(MEANINGS.keySet())
                .containsAll(Arrays.stream(FailureHeaders.class.getFields())
                        .map(HeadersReferenceTest::value)
                        .toList());
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
