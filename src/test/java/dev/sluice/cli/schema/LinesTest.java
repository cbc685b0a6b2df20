package dev.sluice.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.mapping.json.JsonLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {

    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.write(directory.resolve("lines"), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void lines_areTheBytesThatTheyAreWithTheirNumbersAndBlankOnesLeftOut() throws Exception {
        try (Lines lines = Lines.of(file("one\n\n \t\r\n\u00ff\u00fe\r\nlast"))) {
            assertThat(lines.next()).isTrue();
            assertThat(lines.bytes()).asString().isEqualTo("one");
            assertThat(lines.number()).isEqualTo(1);
            assertThat(lines.next()).isTrue();
            assertThat(lines.bytes()).containsExactly(0xff, 0xfe, '\r');
            assertThat(lines.number()).isEqualTo(4);
            assertThat(lines.next()).isTrue();
            assertThat(lines.bytes()).asString().isEqualTo("last");
            assertThat(lines.place()).endsWith("lines:5");
            assertThat(lines.next()).isFalse();
        }
    }

    @Test
    void line_isCutWhereItIsTooLongToConvertAnyway() throws Exception {
        Path file = directory.resolve("long");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int mebibyte = 0; mebibyte < 20; mebibyte++) {
                out.write(new byte[1 << 20]);
            }
            out.write("\nnext".getBytes(StandardCharsets.UTF_8));
        }
        try (Lines lines = Lines.of(file)) {
            assertThat(lines.next()).isTrue();
            assertThat(lines.bytes()).hasSize(JsonLimits.DEFAULTS.maxDocumentBytes() + 1);
            assertThat(lines.next()).isTrue();
            assertThat(lines.bytes()).asString().isEqualTo("next");
        }
    }

    @Test
    void file_thatIsADirectoryIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> {
                    try (Lines lines = Lines.of(directory)) {
                        lines.next();
                    }
                })
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(directory + ": it is a directory; name a file in it");
    }
}
