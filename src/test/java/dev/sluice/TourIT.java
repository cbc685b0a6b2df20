package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Readme.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The tour of README.md, executed by bash as it stands there, all blocks in one shell; only Maven is not started: the
 * jar is packaged, and the demo's class runs with the options that {@code ./mvnw -Pdemo} would hand on.
 */
class TourIT {

    private static final Path LOG = Path.of("target", "tour.log");
    private static final long TIMEOUT_MINUTES = 30;

    private static final String PREAMBLE = """
            trap 'kill -9 $demo $service 2> /dev/null' EXIT
            ./mvnw() {
                case "$*" in *-Pdemo*) ;; *) return 0 ;; esac
                options=()
                for word in "$@"; do
                    case $word in -D*=*) options+=("$word") ;; -D*) options+=("$word=true") ;; esac
                done
                rm -f target/demo.env
                java -Xmx1g "${options[@]}" -cp "$DEMO_CLASS_PATH" dev.sluice.demo.Demo &
                demo=$!
                until [ -s target/demo.env ]; do kill -0 $demo || exit 1; sleep 1; done
            }
            """;

    @Test
    void tour_goesAsItSays() throws Exception {
        List<Block> tour = Readme.read().tour();
        StringBuilder script = new StringBuilder(PREAMBLE);
        for (int i = 0; i < tour.size(); i++) {
            if (tour.get(i).language().equals("sh")) {
                script.append("echo\necho '")
                        .append(marker(i))
                        .append("'\n")
                        .append(tour.get(i).text())
                        .append('\n');
            }
        }

        String said = run(script.toString());

        assertThat(tour).extracting(Block::language).containsOnly("sh", "text").hasSizeGreaterThan(8);
        for (int i = 1; i < tour.size(); i++) {
            if (tour.get(i).language().equals("text")) {
                int begin = said.indexOf(marker(i - 1));
                assertThat(begin).as(said).isNotNegative();
                int end = said.indexOf(marker(i + 1), begin);
                assertThat(squeezed(said.substring(begin, end < 0 ? said.length() : end)))
                        .containsSubsequence(shownLines(tour.get(i)));
            }
        }
        // Beside what it shows: whole at the end, and at no time not.
        assertThat(said).contains("Whole: ").doesNotContain("Not whole", "no verdict");
    }

    private static String marker(int block) {
        return "--- block " + block + " ---";
    }

    /** The lines that are shown, as far as they are: up to an ellipsis. */
    private static List<String> shownLines(Block block) {
        List<String> shown = new ArrayList<>();
        for (String line : block.lines()) {
            String start = squeezed(line.replaceFirst("….*", ""));
            if (!start.isBlank()) {
                shown.add(start);
            }
        }
        assertThat(shown).as("block of %s", block.section()).isNotEmpty();
        return shown;
    }

    /** Columns are as wide as their numbers. */
    private static String squeezed(String text) {
        return text.replaceAll(" +", " ").strip();
    }

    private static String run(String script) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script);
        builder.environment().merge("PATH", java.toString(), (path, first) -> first + ":" + path);
        builder.environment()
                .put(
                        "DEMO_CLASS_PATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        Process bash =
                builder.redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
        try {
            assertThat(bash.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES))
                    .as("the tour ends; see " + LOG)
                    .isTrue();
            return Files.readString(LOG);
        } finally {
            bash.descendants().forEach(ProcessHandle::destroyForcibly);
            bash.destroyForcibly();
        }
    }
}
