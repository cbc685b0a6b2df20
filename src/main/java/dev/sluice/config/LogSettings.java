package dev.sluice.config;

import java.util.List;
import java.util.Map;

/** Passes the log settings to {@code logback.xml}, which reads system properties before the environment. */
public final class LogSettings {

    private LogSettings() {}

    /**
     * Falls back to the default where a variable is blank or wrong, so that a {@link SettingsException} can be logged.
     * Call it before any logger exists: Kafka's classes create loggers when the settings are read.
     */
    public static void prepare(Map<String, String> variables) {
        for (Variable<String> variable :
                List.of(Variables.LOG_FORMAT, Variables.LOG_LEVEL, Variables.LOG_LEVEL_LIBRARIES)) {
            Environment environment = new Environment(variables);
            environment.read(List.of(variable));
            String fallback = String.valueOf(variable.defaultText());
            System.setProperty(variable.name(), environment.find(variable).orElse(fallback));
        }
    }
}
