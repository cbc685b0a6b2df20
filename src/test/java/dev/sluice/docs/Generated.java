package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a page that the code writes: between a comment with its name, and the comment that ends it. */
public final class Generated {

    private static final boolean IS_WRITTEN = Boolean.getBoolean("sluice.docs.write");

    private Generated() {}

    /** Compares the part with what the code writes; {@code -Dsluice.docs.write=true} puts it there first. */
    public static void assertHolds(String page, String name, String expected) throws IOException {
        Path path = Path.of("docs").resolve(page);
        String begin = "<!-- generated: " + name + " -->\n";
        String end = "<!-- /generated -->";
        String text = Files.readString(path);
        assertThat(text).as("%s", path).contains(begin);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        if (IS_WRITTEN) {
            text = text.substring(0, from) + expected + text.substring(to);
            Files.writeString(path, text);
            to = from + expected.length();
        }
        assertThat(text.substring(from, to))
                .as("%s; run the test with -Dsluice.docs.write=true to write it", path)
                .isEqualTo(expected);
    }
}
