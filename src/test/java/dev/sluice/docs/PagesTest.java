package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of every page, and what pages say of each other and of tests. */
class PagesTest {

    private static final int COLUMNS = 100;
    private static final int README_LINES = 180;
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT|Contract|Run|Fuzz))(?:\\.(\\w+))?…?`");

    static List<Markdown> pages() throws IOException {
        return Markdown.pages();
    }

    @Test
    void readme_isOneThatIsRead() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(README_LINES);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_saysWhoItIsForInItsFirstLine(Markdown page) {
        assertThat(page.prose().get(0)).startsWith("# ");
        assertThat(page.prose().stream().skip(1).filter(line -> !line.isBlank()).findFirst())
                .get()
                .asString()
                .startsWith("For ");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void line_isNoWiderThanAScreen(Markdown page) {
        Stream<String> prose = page.prose().stream()
                .filter(line -> !line.startsWith("|"))
                .map(line -> LINK.matcher(line).replaceAll("]()").replaceAll("https?://\\S+", ""));
        Stream<String> code = page.blocks().stream()
                .filter(block -> !block.language().equals("text"))
                .flatMap(block -> block.lines().stream()
                        .filter(line -> !block.language().equals("console") || line.startsWith("$ ")));

        assertThat(Stream.concat(prose, code))
                .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                        .as(line)
                        .isLessThanOrEqualTo(COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void block_isOfAKindThatIsChecked(Markdown page) {
        assertThat(page.blocks())
                .extracting(Markdown.Block::language)
                .isSubsetOf("sh", "console", "json", "yaml", "properties", "text", "sql");
        assertThat(page.prose())
                .as("an indented command, which no test would execute")
                .noneMatch(line -> line.matches(" {4}(\\$|\\./mvnw|java|sluice|docker|helm|kafka|curl).*"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void link_leadsSomewhere(Markdown page) {
        assertThat(LINK.matcher(String.join("\n", page.prose())).results().map(link -> link.group(1)))
                .filteredOn(link -> !link.matches("(https?|mailto):.*"))
                .allSatisfy(link -> {
                    String[] parts = link.split("#", 2);
                    Path parent = Objects.requireNonNullElse(page.path().getParent(), Path.of(""));
                    Path target = parts[0].isEmpty()
                            ? page.path()
                            : parent.resolve(parts[0]).normalize();
                    assertThat(target).exists();
                    if (parts.length == 2) {
                        assertThat(Markdown.read(target).anchors())
                                .as("anchors of %s", target)
                                .contains(parts[1]);
                    }
                });
    }

    @Test
    void page_isReachableFromTheIndex() throws IOException {
        Path index = Path.of("docs", "README.md");
        List<Path> linked = LINK.matcher(Files.readString(index))
                .results()
                .map(link -> index.resolveSibling(link.group(1).replaceFirst("#.*", ""))
                        .normalize())
                .toList();

        assertThat(pages())
                .extracting(Markdown::path)
                .filteredOn(path -> path.startsWith("docs") && !path.equals(index))
                .isSubsetOf(linked);
    }

    /** A name with an ellipsis is the beginning of one. */
    @ParameterizedTest
    @MethodSource("pages")
    void test_thatIsNamedExists(Markdown page) throws IOException {
        List<Path> sources = sources();

        assertThat(TEST.matcher(String.join("\n", page.prose())).results()).allSatisfy(named -> {
            assertThat(sources).anyMatch(file -> file.endsWith(named.group(1) + ".java"));
            if (named.group(2) != null) {
                Path source = sources.stream()
                        .filter(file -> file.endsWith(named.group(1) + ".java"))
                        .findFirst()
                        .orElseThrow();
                assertThat(source).content().contains(" " + named.group(2));
            }
        });
    }

    @Test
    void pages_nameTests() throws IOException {
        assertThat(pages().stream()
                        .flatMap(page ->
                                TEST.matcher(String.join("\n", page.prose())).results())
                        .map(named -> named.group(1))
                        .distinct())
                .hasSizeGreaterThan(30);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
