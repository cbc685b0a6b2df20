package dev.sluice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** README.md as a user reads it who types what it says. */
record Readme(List<Block> blocks) {

    static final String TOUR = "A tour in ten minutes";

    private static final Pattern HEADING = Pattern.compile("#+ (.+)");
    private static final Pattern FENCE = Pattern.compile("```(\\w*)");

    /**
     * What stands between two fences.
     *
     * @param section the heading above
     * @param language what the first fence says; empty if nothing
     */
    record Block(String section, String language, List<String> lines) {

        String text() {
            return String.join("\n", lines);
        }
    }

    static Readme read() throws IOException {
        return of(Files.readString(Path.of("README.md")));
    }

    static Readme of(String markdown) {
        List<Block> blocks = new ArrayList<>();
        String section = "";
        Block open = null;
        for (String line : markdown.lines().toList()) {
            Matcher fence = FENCE.matcher(line);
            Matcher heading = HEADING.matcher(line);
            if (open != null && line.equals("```")) {
                blocks.add(open);
                open = null;
            } else if (open != null) {
                open.lines().add(line);
            } else if (fence.matches()) {
                open = new Block(section, fence.group(1), new ArrayList<>());
            } else if (heading.matches()) {
                section = heading.group(1);
            }
        }
        if (open != null) {
            throw new IllegalArgumentException("a block of section " + section + " does not end");
        }
        return new Readme(blocks);
    }

    List<Block> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    List<Block> tour() {
        return blocks.stream().filter(block -> block.section().equals(TOUR)).toList();
    }
}
