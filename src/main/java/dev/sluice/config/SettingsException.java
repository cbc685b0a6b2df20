package dev.sluice.config;

import java.util.List;

/** The environment makes no usable settings; it carries every problem, one a line. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf's lists are serializable
    private final List<String> problems;

    /** Takes problems as {@link #problems} describes them. */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Each begins with the variable's name, and says what was found, what is expected and how to mend it. */
    public List<String> problems() {
        return problems;
    }
}
