package dev.sluice.mapping.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.FailureReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scanner against JSONTestSuite: each file bare, as a value that the mapping reads, and as one that it skips. */
class JsonTestSuiteTest {

    private static final JsonLimits LIMITS = JsonLimits.DEFAULTS.named(new JsonLimits.Names(
            "SLUICE_JSON_MAX_BYTES",
            "SLUICE_JSON_MAX_DEPTH",
            "SLUICE_JSON_MAX_STRING_BYTES",
            "SLUICE_JSON_MAX_NUMBER_BYTES"));

    private static final Path SUITE = Path.of("src/test/resources/data/jsontestsuite/test_parsing");

    /**
     * The i_ cases refused as JSON: bytes that are no UTF-8 and byte order marks (RFC 8259, section 8.1), and more than
     * 64 levels. The others are accepted: large and small numbers, which the field's type judges, and escaped lone
     * surrogates, which are refused where a field reads them.
     */
    private static final Set<String> REFUSED = Set.of(
            "i_string_UTF-16LE_with_BOM.json",
            "i_string_UTF-8_invalid_sequence.json",
            "i_string_UTF8_surrogate_U+D800.json",
            "i_string_invalid_utf-8.json",
            "i_string_iso_latin_1.json",
            "i_string_lone_utf8_continuation_byte.json",
            "i_string_not_in_unicode_range.json",
            "i_string_overlong_sequence_2_bytes.json",
            "i_string_overlong_sequence_6_bytes.json",
            "i_string_overlong_sequence_6_bytes_null.json",
            "i_string_truncated-utf-8.json",
            "i_string_utf16BE_no_BOM.json",
            "i_string_utf16LE_no_BOM.json",
            "i_structure_500_nested_arrays.json",
            "i_structure_UTF-8_BOM_empty_object.json");

    private final PointerTrie trie = trie();

    private static PointerTrie trie() {
        PointerTrie.Builder builder = new PointerTrie.Builder();
        builder.slot(JsonPointer.parse("/a"), "f");
        builder.slot(JsonPointer.parse("/c/0"), "g");
        builder.slot(JsonPointer.parse("/c/a"), "h");
        return builder.build();
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(SUITE)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_isAcceptedOrRefused(String name) throws IOException {
        byte[] text = Files.readAllBytes(SUITE.resolve(name));
        boolean accepted = name.startsWith("y_") || name.startsWith("i_") && !REFUSED.contains(name);
        assertThat(accepts(text)).as("bare").isEqualTo(accepted);
        for (String wrapper : new String[] {"{\"a\":", "{\"b\":", "{\"c\":"}) {
            assertThat(accepts(wrapped(wrapper, text))).as(wrapper).isEqualTo(accepted);
        }
    }

    private static byte[] wrapped(String before, byte[] text) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        document.write(before.getBytes(StandardCharsets.UTF_8));
        document.write(text);
        document.write('}');
        return document.toByteArray();
    }

    /** Whether it is JSON; whether it is an object is another matter. */
    private boolean accepts(byte[] json) {
        try {
            new JsonSlotReader(trie, "the value", LIMITS).read(json, 0, json.length, new Slots(trie.size()));
            return true;
        } catch (RecordRefusedException e) {
            assertThat(e.failure().message())
                    .matches("the value (is empty|is no JSON object; send an object"
                            + "|goes on after its end; send one object per record"
                            + "|is no JSON from byte \\d+ of \\d+ on"
                            + "|holds /[ac0/]+ twice; send each key once"
                            + "|has (a|more than) .*; allowed are " + LIMITS
                            + "; (raise SLUICE_JSON_MAX_[A-Z_]+|send shorter names))");
            return e.failure().reason() == FailureReason.WRONG_TYPE
                    || e.failure().reason() == FailureReason.DUPLICATE_KEY;
        }
    }
}
