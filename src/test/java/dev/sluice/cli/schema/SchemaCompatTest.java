package dev.sluice.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SchemaCompatTest {

    private static final String ID = "{\"name\": \"id\", \"type\": \"string\", \"etl\": {\"from\": \"/i\"}}";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int compat(String oldSchema, String newSchema) throws IOException {
        Path oldFile = Files.writeString(directory.resolve("old.avsc"), oldSchema);
        Path newFile = Files.writeString(directory.resolve("new.avsc"), newSchema);
        return execute("compat", oldFile.toString(), newFile.toString());
    }

    private int execute(String... args) {
        return new CommandLine(new SchemaCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    /** What the standard error says, each problem in one line again. */
    private List<String> problems() {
        return err.toString()
                .replace(System.lineSeparator() + "  ", " ")
                .lines()
                .toList();
    }

    private static String record(String... fields) {
        return "{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + String.join(",", fields) + "]}";
    }

    @Test
    void compat_exitsWith0WhenEachReadsTheOther() throws IOException {
        assertThat(compat(
                        record(ID),
                        record(ID, "{\"name\": \"note\", \"type\": [\"null\", \"string\"], \"default\": null}")))
                .isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "Readers with NEW read objects written with OLD: yes",
                        "Readers still on OLD read objects written with NEW: yes");
    }

    @Test
    void compat_exitsWith1AndTheBreaksOfEachDirection() throws IOException {
        assertThat(compat(record(ID), record(ID.replace("\"string\"", "[\"null\", \"string\"]"))))
                .isEqualTo(1);

        assertThat(out.toString().lines())
                .containsExactly(
                        "Readers with NEW read objects written with OLD: yes",
                        "Readers still on OLD read objects written with NEW: no",
                        "  id: null of NEW cannot be read as string of OLD");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "12", "{\"type\": \"recrod\"}", "{\"type\": \"record\", \"name\": \"R\"}"})
    void compat_exitsWith2WhenAFileIsNoSchema(String text) throws IOException {
        assertThat(compat(record(ID), text)).isEqualTo(2);

        assertThat(problems()).singleElement().asString().contains("new.avsc: it is not an Avro schema: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void compat_exitsWith2WhenAFileIsNoRecord() throws IOException {
        assertThat(compat("\"long\"", record(ID))).isEqualTo(2);

        assertThat(problems()).singleElement().asString().endsWith("its type is long; expected a record");
    }

    @Test
    void compat_exitsWith2WhenAnAliasIsAmbiguous() throws IOException {
        String both = "{\"name\": \"a\", \"type\": \"int\"}, {\"name\": \"b\", \"type\": \"int\"}";

        assertThat(compat(record(both), record("{\"name\": \"a\", \"type\": \"int\", \"aliases\": [\"b\"]}")))
                .isEqualTo(2);

        assertThat(problems()).singleElement().asString().contains("matches multiple fields");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void compat_exitsWith2WhenAFileIsMissing() {
        assertThat(execute("compat", directory.resolve("a").toString(), "b")).isEqualTo(2);

        assertThat(problems()).containsExactly(directory.resolve("a") + ": there is no such file; check its path");
    }

    @Test
    void compat_exitsWith2WhenAFileIsLeftOut() {
        assertThat(execute("compat", "a")).isEqualTo(2);

        assertThat(err.toString()).contains("NEW.avsc");
    }
}
