package dev.sluice.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.Mapping;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records as producers send them, each with a mapping and the rows or the refusal that it must have. */
class MappingCasesTest {

    private static final Path CASES = Path.of("src/test/resources/data/cases/mapping.ndjson");
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    Path directory;

    static Stream<Named<JsonNode>> cases() throws Exception {
        return Files.readAllLines(CASES).stream()
                .map(MAPPER::readTree)
                .map(one -> Named.of(one.path("case").asString(), one));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void record_landsAsItsCaseSays(JsonNode one) throws Exception {
        Mapping mapping = Mapping.compile(one.path("schema").toString());
        Path sample = Files.writeString(
                directory.resolve("sample.ndjson"), one.path("input").asString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        SampleConversion conversion = new SampleConversion(
                mapping, LookupFiles.read(mapping, List.of()), 0, new PrintWriter(out), new PrintWriter(err));
        try (Lines lines = Lines.of(sample)) {
            conversion.convertAll(lines);
        }

        List<String> rows =
                one.path("rows").valueStream().map(JsonNode::asString).toList();
        assertThat(out.toString().lines()).containsExactlyElementsOf(rows);
        if (one.has("refused")) {
            assertThat(err.toString()).contains(": " + one.path("refused").asString() + ": ");
        } else {
            assertThat(rows).isNotEmpty();
            assertThat(err.toString()).isEmpty();
        }
    }
}
