package dev.sluice.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.HelpStyle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SchemaCheckTest {

    private static final String SECRET = "SeCrEt4711";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path schema;

    @BeforeEach
    void writeSchema() throws IOException {
        schema = file("payment.avsc", """
                {"type": "record", "name": "Payment", "fields": [
                  {"name": "id", "type": "string", "etl": {"from": "/payment/id"}},
                  {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                  {"name": "merchant", "type": ["null", "string"], "default": null,
                   "etl": {"lookup": "merchants", "key": "/m", "value": "/name", "onMissing": "retry"}},
                  {"name": "account", "type": ["null", "string"], "default": null, "etl": {"mask": "hmac-sha256"}},
                  {"name": "topic", "type": "string", "etl": {"metadata": "topic"}},
                  {"name": "offset", "type": "long", "etl": {"metadata": "offset"}}
                ]}
                """);
    }

    private Path file(String name, String text) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private int check(Object... args) {
        List<String> words = new ArrayList<>(List.of("check"));
        for (Object arg : args) {
            words.add(arg.toString());
        }
        CommandLine commandLine = new CommandLine(new SchemaCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        HelpStyle.apply(commandLine);
        return commandLine.execute(words.toArray(String[]::new));
    }

    /** What the standard error says, each problem in one line again. */
    private List<String> problems() {
        assertThat(err.toString().lines())
                .filteredOn(line -> line.strip().contains(" "))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        return err.toString()
                .replace(System.lineSeparator() + "  ", " ")
                .lines()
                .toList();
    }

    @Test
    void check_printsWhereEachFieldComesFrom() {
        assertThat(check(schema)).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "FIELD     TYPE          SOURCE                                 WHEN ABSENT  RULES",
                        "id        string        /payment/id                            refused",
                        "amount    decimal(9,2)  /amount                                refused",
                        "merchant  string?       /name of lookup table merchants by /m  null         a miss in merchants is tried again later",
                        "account   string?       /account                               null         mask hmac-sha256",
                        "topic     string        metadata topic                         never",
                        "offset    long          metadata offset                        never");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void check_printsEveryProblemOfASchema() throws IOException {
        Path broken = file("broken.avsc", """
                {"type": "record", "name": "R", "fields": [
                  {"name": "a", "type": "string", "etl": {"form": "/a"}},
                  {"name": "b", "type": "int", "etl": {"from": "b"}}
                ]}
                """);

        assertThat(check(broken)).isEqualTo(2);

        assertThat(problems())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(broken + ": a: etl has no \"form\";"),
                        line -> assertThat(line).startsWith(broken + ": b: etl's \"from\": \"b\" is no JSON Pointer;"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void sample_isPrintedAsOneJsonObjectARecord() throws IOException {
        Path merchants =
                file("merchants.ndjson", "{\"id\": \"M1\", \"name\": \"Café\"}\n\n{\"id\": 7, \"name\": \"Seven\"}\n");
        Path sample = file("sample.ndjson", """
                {"payment": {"id": "P1"}, "amount": 12.5, "m": "M1"}

                {"payment": {"id": "P2"}, "amount": "-0.01", "m": 7}
                """);

        assertThat(check(schema, "--sample", sample, "--lookup", "merchants=" + merchants))
                .isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"id\":\"P1\",\"amount\":12.50,\"merchant\":\"Café\",\"account\":null,\"topic\":\"sample\",\"offset\":0}",
                        "{\"id\":\"P2\",\"amount\":-0.01,\"merchant\":\"Seven\",\"account\":null,\"topic\":\"sample\",\"offset\":2}");
        assertThat(err.toString().lines()).containsExactly("2 converted, 0 refused");
    }

    @Test
    void sample_isTheStandardInputWhereItsNameIsADash() {
        InputStream standardInput = System.in;
        String records = "{\"payment\":{\"id\":\"P1\"},\"amount\":1}\n{\"amount\":2}\n";
        System.setIn(new ByteArrayInputStream(records.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(check(schema, "--sample", "-")).isEqualTo(1);
        } finally {
            System.setIn(standardInput);
        }

        assertThat(out.toString().lines()).singleElement().asString().startsWith("{\"id\":\"P1\"");
        assertThat(err.toString()).startsWith("standard input:2: missing_value: id is absent");
    }

    @Test
    void sample_exitsWith1AndNamesRefusedLinesWithoutTheirValues() throws IOException {
        Path sample = directory.resolve("sample.ndjson");
        try (OutputStream bytes = Files.newOutputStream(sample)) {
            bytes.write(("{\"payment\": {\"id\": \"P1\"}, \"amount\": 1}\n"
                            + "{\"payment\": {\"id\": \"P2\"}, \"amount\": \"" + SECRET + "\"}\n\n"
                            + "{\"payment\": {\"id\": \"P3\"}, \"amount\": 1, \"m\": \"" + SECRET + "\"}\n"
                            + "{\"payment\": {\"id\": \"" + SECRET + "\"}, \"amount\": 0.001}\n"
                            + SECRET + "\n"
                            + "{\"amount\": 1, \"payment\": {\"id\": \"" + SECRET)
                    .getBytes(StandardCharsets.UTF_8));
            bytes.write(0xff);
            bytes.write("\"}}\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(check(schema, "--sample", sample)).isEqualTo(1);

        assertThat(out.toString().lines()).hasSize(1);
        assertThat(err.toString()).doesNotContain(SECRET);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(sample + ":2: invalid_text: amount is "),
                        line -> assertThat(line).startsWith(sample + ":4: lookup_pending: merchant: "),
                        line -> assertThat(line).startsWith(sample + ":5: inexact: amount is "),
                        line -> assertThat(line).startsWith(sample + ":6: malformed_json: the value "),
                        line -> assertThat(line).startsWith(sample + ":7: malformed_json: the value "),
                        line -> assertThat(line)
                                .isEqualTo("1 converted, 5 refused: 2 malformed_json, 1 inexact, 1 invalid_text,"
                                        + " 1 lookup_pending"));
    }

    @Test
    void sample_isRefusedWhenALineIsLongerThanAnyValueMayBe() throws IOException {
        Path sample = directory.resolve("sample.ndjson");
        try (OutputStream bytes = Files.newOutputStream(sample)) {
            for (int mebibyte = 0; mebibyte < 17; mebibyte++) {
                bytes.write(" ".repeat(1 << 20).replace(' ', '{').getBytes(StandardCharsets.US_ASCII));
            }
        }

        assertThat(check(schema, "--sample", sample)).isEqualTo(1);

        assertThat(err.toString()).contains("sample.ndjson:1: limit_exceeded: ", "0 converted, 1 refused");
    }

    @Test
    void lookup_rowWithoutAKeyIsNamedByItsLineAndWithoutItsValues() throws IOException {
        Path merchants = file("merchants.ndjson", "{\"id\": \"M1\"}\n{\"id\": {\"x\": \"" + SECRET + "\"}}\n");

        assertThat(check(schema, "--lookup", "merchants=" + merchants)).isEqualTo(2);

        assertThat(problems())
                .containsExactly(merchants + ":2: the row has no key; let its first field be one, a text or a number");
    }

    @Test
    void lookup_rowThatIsNoJsonIsNamedByItsLineAndWithoutItsValues() throws IOException {
        Path merchants = file("merchants.ndjson", "{\"id\": \"M1\", \"x\": " + SECRET + "}\n");

        assertThat(check(schema, "--lookup", "merchants=" + merchants)).isEqualTo(2);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(merchants + ":1: the row of lookup table merchants ")
                .doesNotContain(SECRET);
    }

    @Test
    void lookup_ofATableThatTheSchemaDoesNotReadIsAMistake() {
        assertThat(check(schema, "--lookup", "merchant=x.ndjson")).isEqualTo(2);

        assertThat(problems())
                .containsExactly("--lookup merchant: the schema reads no such lookup table; expected merchants");
    }

    @Test
    void lookup_isToldItsFormWhenItNamesNoFile() {
        assertThat(check(schema, "--lookup", "merchants")).isEqualTo(2);

        assertThat(problems())
                .containsExactly(
                        "sluice: --lookup merchants: it must be NAME=FILE, such as fx=rates.ndjson",
                        "Try: schema check --help");
    }

    @Test
    void file_thatIsMissingIsNamed() {
        Path missing = directory.resolve("missing");

        assertThat(check(missing)).isEqualTo(2);
        assertThat(check(schema, "--sample", missing)).isEqualTo(2);
        assertThat(check(schema, "--lookup", "merchants=" + missing)).isEqualTo(2);

        assertThat(problems()).hasSize(3).containsOnly(missing + ": there is no such file; check its path");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void schema_thatIsNotUtf8IsNamed() throws IOException {
        Path latin1 = Files.write(directory.resolve("latin1.avsc"), new byte[] {'{', (byte) 0xe9, '}'});

        assertThat(check(latin1)).isEqualTo(2);

        assertThat(problems()).containsExactly(latin1 + ": it is not UTF-8; save it as such");
    }

    @Test
    void option_thatIsMisspelledIsMetWithTheRightOne() {
        assertThat(check(schema, "--sampel", "x")).isEqualTo(2);

        assertThat(err.toString()).contains("--sampel", "Possible solutions: --sample");
    }

    @Test
    void help_fitsIn80Columns() {
        assertThat(check("--help")).isZero();

        assertThat(out.toString()).contains("--lookup=NAME=FILE", "0   The schema is usable");
        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
}
