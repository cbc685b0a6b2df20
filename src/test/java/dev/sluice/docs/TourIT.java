package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.docs.Markdown.Block;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tour, executed by bash as it stands there, all blocks in one shell. */
class TourIT {

    static final Path PAGE = Path.of("docs", "tour.md");

    @Test
    void tour_goesAsItSays() throws Exception {
        List<Block> tour = Markdown.read(PAGE).blocks();
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < tour.size(); i++) {
            if (tour.get(i).language().equals("sh")) {
                script.append("echo\necho '")
                        .append(marker(i))
                        .append("'\n")
                        .append(tour.get(i).text())
                        .append('\n');
            }
        }

        String said = DemoShell.run(script.toString(), "tour");

        assertThat(tour).extracting(Block::language).containsOnly("sh", "text").hasSizeGreaterThan(8);
        for (int i = 1; i < tour.size(); i++) {
            if (tour.get(i).language().equals("text")) {
                int begin = said.indexOf(marker(i - 1));
                assertThat(begin).as(said).isNotNegative();
                int end = said.indexOf(marker(i + 1), begin);
                List<String> shown = CommandsTest.shown(tour.get(i).lines());
                assertThat(shown).as("block of %s", tour.get(i).section()).isNotEmpty();
                assertThat(CommandsTest.squeezed(said.substring(begin, end < 0 ? said.length() : end)))
                        .containsSubsequence(shown);
            }
        }
        // Beside what it shows: whole at the end, and at no time not.
        assertThat(said).contains("Whole: ").doesNotContain("Not whole", "no verdict");
    }

    private static String marker(int block) {
        return "--- block " + block + " ---";
    }
}
