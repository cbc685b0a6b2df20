package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.ReferenceData.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {

    @TempDir
    private Path directory;

    @Test
    void transactions_areTheBytesOfEachLineWhenAFileIsGiven() throws IOException {
        byte[] noUtf8 = {'{', (byte) 0xff, '}'};
        Path file = Files.write(directory.resolve("own.ndjson"), noUtf8);

        Input input = input("input", file.toString());

        try (Stream<Input.Transaction> transactions = input.transactions()) {
            assertThat(transactions.map(Input.Transaction::value)).containsExactly(noUtf8);
        }
        assertThat(input.lateRows()).isEmpty();
    }

    @Test
    void rows_haveTheirFirstFieldAsKeyWhenAFileIsGiven() throws IOException {
        String row = "{\"id\":42,\"name\":\"x\"}";
        Path file = Files.writeString(directory.resolve("rows.ndjson"), row + "\n\n");

        assertThat(input("lookups", "own=" + file).lookups())
                .containsKeys("merchants", "currencies", "fx")
                .containsEntry("own", List.of(new Row("42", row)));
    }

    @Test
    void lookups_areRefusedWhenARowIsNoObject() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.ndjson"), "42");

        assertThatThrownBy(() -> input("lookups", "own=" + file))
                .isInstanceOf(UnusableOptionException.class)
                .hasMessageStartingWith("-Dlookups");
    }

    @Test
    void option_isRefusedByNameWhenItsFileIsNotThere() {
        assertThatThrownBy(() -> input("schema", "no/such.avsc"))
                .isInstanceOf(UnusableOptionException.class)
                .hasMessageStartingWith("-Dschema: there is no readable file");
    }

    @Test
    void records_areRefusedWhenTheyAreNone() {
        assertThatThrownBy(() -> input("records", "0"))
                .isInstanceOf(UnusableOptionException.class)
                .hasMessage("-Drecords wants a number of at least 1 and has 0");
    }

    private static Input input(String option, String value) {
        Properties properties = new Properties();
        properties.setProperty(option, value);
        return Input.of(DemoOptions.of(properties));
    }
}
