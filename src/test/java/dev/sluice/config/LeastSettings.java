package dev.sluice.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of the variables that must be set, and of those that a test is about. */
final class LeastSettings {

    private LeastSettings() {}

    static Settings settings(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "SLUICE_INPUT_TOPICS", "transactions",
                "SLUICE_S3_BUCKET", "lake",
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"));
        variables.putAll(more);
        return Settings.fromEnvironment(variables);
    }

    /** What is wrong with them, which something is. */
    static List<String> problems(Map<String, String> more) {
        return catchThrowableOfType(SettingsException.class, () -> settings(more))
                .problems();
    }
}
