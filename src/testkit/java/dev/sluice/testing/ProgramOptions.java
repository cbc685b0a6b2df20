package dev.sluice.testing;

import java.util.Properties;

/**
 * The options of a program that the build starts: system properties, and over them lines of {@code name=value} in the
 * program's arguments, as the POM writes them. A line whose value is empty counts as absent, and so does one that still
 * is {@code name=${name}}, for the user has not set it.
 */
public final class ProgramOptions {

    private static final String UNSET = "${";

    private ProgramOptions() {}

    /** A copy of the system properties, with what the arguments set. */
    public static Properties of(String... arguments) {
        Properties options = new Properties();
        options.putAll(System.getProperties());
        for (String argument : arguments) {
            argument.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("an option is name=value, not '" + line + "'");
                }
                String value = line.substring(equals + 1);
                if (!value.isEmpty() && !value.startsWith(UNSET)) {
                    options.setProperty(line.substring(0, equals), value);
                }
            });
        }
        return options;
    }
}
