package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model of the landing protocol, {@code src/model/landing.pml}, explored in full by spin. Skipped where spin or a C
 * compiler is not installed. {@code -Dmodel.takeovers=3} explores one more takeover than the build does.
 */
class LandingModelIT {

    private static final Path MODEL = Path.of("src/model/landing.pml").toAbsolutePath();
    private static final Pattern ERRORS = Pattern.compile("errors: (\\d+)");
    private static final Pattern STATES = Pattern.compile("(\\d+(?:\\.\\d+)?(?:e\\+\\d+)?) states, stored");

    @TempDir
    private Path directory;

    /** What the exploration found. */
    private record Exploration(String output) {

        int errors() {
            return Integer.parseInt(find(ERRORS));
        }

        double states() {
            return Double.parseDouble(find(STATES));
        }

        private String find(Pattern pattern) {
            Matcher matcher = pattern.matcher(output);
            assertThat(matcher.find())
                    .as("%s in what pan printed:\n%s", pattern, output)
                    .isTrue();
            return matcher.group(1);
        }
    }

    @BeforeAll
    static void requireTools() {
        for (String tool : List.of("spin", "gcc")) {
            assumeTrue(isInstalled(tool), () -> tool + " is not installed: the model is not checked here");
        }
    }

    private static boolean isInstalled(String tool) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void protocol_holdsInEveryState() throws Exception {
        Exploration all = explore("-DTAKEOVERS=" + Integer.getInteger("model.takeovers", 2));

        assertThat(all.errors()).as(all.output()).isZero();
        assertThat(all.output()).doesNotContain("max search depth too small");
        assertThat(all.states()).isGreaterThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void wrongTurn_isFound(int mutation) throws Exception {
        Exploration broken = explore("-DMUTATION_" + mutation);

        assertThat(broken.errors()).as(broken.output()).isPositive();
        assertThat(broken.output()).contains("assertion violated");
    }

    private Exploration explore(String definition) throws IOException, InterruptedException {
        run("spin", "-a", definition, MODEL.toString());
        run("gcc", "-O2", "-w", "-DSAFETY", "-DCOLLAPSE", "-DMEMLIM=2048", "-o", "pan", "pan.c");
        return new Exploration(run("./pan", "-m1000000", "-E"));
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(status).as("%s\n%s", String.join(" ", command), text).isZero();
        return text;
    }
}
