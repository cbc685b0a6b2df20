package dev.sluice.config;

import java.util.List;

/** Thrown when settings are unusable; it carries every problem, one per line. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf's lists are serializable
    private final List<String> problems;

    /** Takes problems as {@link #problems} describes them. */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Each problem names its subject, what was found, what is expected, and the remedy. */
    public List<String> problems() {
        return problems;
    }
}
