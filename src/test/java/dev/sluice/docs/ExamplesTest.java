package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.SluiceCommandLine;
import dev.sluice.docs.Markdown.Block;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Each example: its mapping makes the expected rows of its input. */
class ExamplesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    static List<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("docs", "examples"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void mapping_makesTheExpectedRows(Path example) throws IOException {
        assertThat(converted(example.resolve("mapping.avsc"), example.resolve("input.ndjson")))
                .isNotEmpty()
                .isEqualTo(Files.readAllLines(example.resolve("expected.ndjson")));
        assertThat(example.resolve("README.md")).exists();
    }

    @Test
    void examples_areFound() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(2);
    }

    /** The README shows a record, its mapping and the row, in this order. */
    @Test
    void readme_showsARecordItsMappingAndTheRow() throws IOException {
        List<Block> blocks = Markdown.read("README.md").blocks("json").subList(0, 3);
        Path input = Files.writeString(
                directory.resolve("input.ndjson"), JSON.readTree(blocks.get(0).text()) + "\n");
        Path mapping = Files.writeString(
                directory.resolve("mapping.avsc"), blocks.get(1).text());

        assertThat(converted(mapping, input))
                .singleElement()
                .satisfies(row -> assertThat(JSON.readTree(row))
                        .isEqualTo(JSON.readTree(blocks.get(2).text())));
    }

    /** The fields that the pages show, and the one schema. */
    static List<String> shownFields() {
        return Stream.of("docs/mapping.md", "docs/lookups.md")
                .flatMap(page -> Markdown.read(page).blocks("json").stream())
                .map(Block::text)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shownFields")
    void shownField_compiles(String shown) throws IOException {
        String schema = JSON.readTree(shown).has("fields")
                ? shown
                : "{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + shown + "]}";
        Path mapping = Files.writeString(directory.resolve("mapping.avsc"), schema);
        StringWriter err = new StringWriter();

        int status = SluiceCommandLine.create()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute("schema", "check", mapping.toString());

        assertThat(status).as("%s", err).isZero();
    }

    private static List<String> converted(Path mapping, Path input) {
        StringWriter out = new StringWriter();
        SluiceCommandLine.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("schema", "check", mapping.toString(), "--sample", input.toString());
        return out.toString().lines().toList();
    }
}
