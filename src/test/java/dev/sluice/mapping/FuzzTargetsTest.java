package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fuzz targets on their own seeds, so that they work when somebody fuzzes. */
class FuzzTargetsTest {

    private static final Path FUZZ = Path.of("src/test/resources/data/fuzz");
    private static final Path SUITE = Path.of("src/test/resources/data/jsontestsuite/test_parsing");

    private static List<byte[]> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(FuzzTargetsTest::read).toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void conversion_takesItsSeeds() throws Exception {
        for (byte[] seed : files(FUZZ.resolve("ConversionFuzz"))) {
            assertThat(ConversionFuzz.convert(seed)).as(text(seed)).isTrue();
        }
    }

    @Test
    void compiler_takesItsSeedsOrTellsWhatIsWrong() throws Exception {
        assertThat(files(FUZZ.resolve("SchemaFuzz")))
                .filteredOn(seed -> SchemaFuzz.compile(text(seed)))
                .as("those that compile")
                .hasSize(2);
    }

    @Test
    void targets_findNothingInTheSeeds() throws Exception {
        for (Path directory : List.of(SUITE, FUZZ.resolve("ConversionFuzz"), FUZZ.resolve("SchemaFuzz"))) {
            for (byte[] seed : files(directory)) {
                ConversionFuzz.fuzzerTestOneInput(seed);
                SchemaFuzz.fuzzerTestOneInput(seed);
                JsonFuzz.fuzzerTestOneInput(seed);
            }
        }
    }

    private static String text(byte[] seed) {
        return new String(seed, StandardCharsets.UTF_8);
    }
}
