package dev.sluice.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Markdown page: its lines of prose, its headings, and its blocks of code.
 *
 * @param prose every line outside of blocks, headings and tables included
 */
public record Markdown(Path path, List<String> prose, List<String> headings, List<Block> blocks) {

    private static final Pattern HEADING = Pattern.compile("#+ (.+)");
    private static final Pattern FENCE = Pattern.compile("```(\\w*)");

    /**
     * What stands between two fences.
     *
     * @param section the heading above
     * @param language what the first fence says; empty if nothing
     */
    public record Block(String section, String language, List<String> lines) {

        public String text() {
            return String.join("\n", lines);
        }
    }

    /** A command, and the lines that it is said to print; none if the page does not say. */
    record Command(Path page, String text, List<String> output) {

        @Override
        public String toString() {
            return page + ": " + text;
        }
    }

    /** Every page of the project, those of test data aside. */
    static List<Markdown> pages() throws IOException {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Markdown::read)
                    .toList();
        }
    }

    static Markdown read(Path path) {
        try {
            return of(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Markdown read(String path) {
        return read(Path.of(path));
    }

    static Markdown of(Path path, String text) {
        Markdown page = new Markdown(path, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        boolean isOpen = false;
        for (String line : text.lines().toList()) {
            Matcher fence = FENCE.matcher(line.strip());
            Matcher heading = HEADING.matcher(line);
            if (isOpen && line.strip().equals("```")) {
                isOpen = false;
            } else if (isOpen) {
                page.blocks.get(page.blocks.size() - 1).lines.add(line);
            } else if (fence.matches()) {
                page.blocks.add(new Block(page.section(), fence.group(1), new ArrayList<>()));
                isOpen = true;
            } else {
                page.prose.add(line);
                if (heading.matches()) {
                    page.headings.add(heading.group(1));
                }
            }
        }
        if (isOpen) {
            throw new IllegalArgumentException(path + ": the last block of " + page.section() + " does not end");
        }
        return page;
    }

    private String section() {
        return headings.isEmpty() ? "" : headings.get(headings.size() - 1);
    }

    public List<Block> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** Each command of a shell block, and each that stands after a prompt; continued lines are one. */
    Stream<Command> commands() {
        return blocks.stream().flatMap(block -> switch (block.language()) {
            case "sh" ->
                joined(block)
                        .lines()
                        .map(line -> line.replaceFirst("(^|\\s+)#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(line -> new Command(path, line, List.of()));
            case "console" ->
                Stream.of(joined(block).split("(?m)^\\$ "))
                        .skip(1)
                        .map(text -> new Command(
                                path,
                                text.lines().findFirst().orElse(""),
                                text.lines().skip(1).toList()));
            default -> Stream.of();
        });
    }

    private static String joined(Block block) {
        return block.text().replaceAll("\\\\\n\\s*", "");
    }

    /** The anchors of the headings, as GitHub makes them. */
    List<String> anchors() {
        return headings.stream()
                .map(heading -> heading.toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
