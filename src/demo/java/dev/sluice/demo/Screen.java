package dev.sluice.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * The terminal, 80 columns wide: lines, and one line of progress that is rewritten where there is a terminal for it.
 */
final class Screen {

    static final int WIDTH = 80;

    private static final String BOLD = "\033[1m";
    private static final String PLAIN = "\033[0m";
    private static final Duration PLAIN_PROGRESS_INTERVAL = Duration.ofSeconds(2);

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colour;
    private boolean inProgress;
    private long lastProgressNanos = System.nanoTime();

    /** @param terminal whether a line can be rewritten */
    Screen(PrintStream out, boolean terminal, boolean colour) {
        this.out = out;
        this.terminal = terminal;
        this.colour = colour;
    }

    /** The process's own: with colours on a terminal, unless {@code NO_COLOR} (no-color.org) is set. */
    static Screen ofProcess() {
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        String noColor = System.getenv("NO_COLOR");
        return new Screen(System.out, terminal, terminal && (noColor == null || noColor.isEmpty()));
    }

    void heading(String text) {
        line("");
        line(colour ? BOLD + text + PLAIN : text);
    }

    void line(String format, Object... arguments) {
        endProgress();
        out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }

    /** Rewrites the line of progress; without a terminal, prints one line every two seconds. */
    void progress(String text) {
        if (terminal) {
            out.print("\r" + text);
            out.flush();
            inProgress = true;
        } else if (System.nanoTime() - lastProgressNanos >= PLAIN_PROGRESS_INTERVAL.toNanos()) {
            out.println(text);
            lastProgressNanos = System.nanoTime();
        }
    }

    /** What comes next takes the line's place. */
    private void endProgress() {
        if (inProgress) {
            out.print("\r" + " ".repeat(WIDTH - 1) + "\r");
            inProgress = false;
        }
    }

    static String bytes(long bytes) {
        return bytes < 1024
                ? bytes + " B  "
                : bytes < 1024 * 1024
                        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024.0);
    }
}
