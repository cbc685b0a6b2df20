package dev.sluice.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/** Reads {@code KAFKA_*} variables into the Kafka Streams settings they name, and refuses those that Sluice fixes. */
final class KafkaVariables {

    private static final String BYTES_ONLY = "Sluice reads and writes bytes, and converts them itself";
    private static final String EXACTLY_ONCE = "exactly once rests on it, so it is not to be chosen";
    private static final String WOULD_DROP = "another choice could drop or change records";

    private static final String BROKERS_EXPECTED = "the brokers, as host:port separated by commas";
    private static final Pattern BROKERS =
            Pattern.compile("\\s*[^,\\s]+:[0-9]{1,5}\\s*(,\\s*[^,\\s]+:[0-9]{1,5}\\s*)*");

    /** Settings that are not the user's, by their name without prefix. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("application.id", "set SLUICE_APPLICATION_ID instead"),
            Map.entry("group.id", "it is the application id; set SLUICE_APPLICATION_ID instead"),
            Map.entry("state.dir", "set SLUICE_STATE_DIRECTORY instead"),
            Map.entry("errors.dead.letter.queue.topic.name", "set SLUICE_DEAD_LETTER_TOPIC instead"),
            Map.entry("cache.max.bytes.buffering", "set KAFKA_STATESTORE_CACHE_MAX_BYTES instead"),
            Map.entry("processing.guarantee", EXACTLY_ONCE),
            Map.entry("transactional.id", EXACTLY_ONCE),
            Map.entry("transaction.two.phase.commit.enable", EXACTLY_ONCE),
            Map.entry("enable.idempotence", EXACTLY_ONCE),
            Map.entry("isolation.level", EXACTLY_ONCE),
            Map.entry("enable.auto.commit", EXACTLY_ONCE),
            Map.entry(
                    "cleanup.policy",
                    "changelogs are compacted; deletion by age could take a batch before it has landed"),
            Map.entry("default.key.serde", BYTES_ONLY),
            Map.entry("default.value.serde", BYTES_ONLY),
            Map.entry("key.serializer", BYTES_ONLY),
            Map.entry("value.serializer", BYTES_ONLY),
            Map.entry("key.deserializer", BYTES_ONLY),
            Map.entry("value.deserializer", BYTES_ONLY),
            Map.entry("default.timestamp.extractor", WOULD_DROP),
            Map.entry("default.deserialization.exception.handler", WOULD_DROP),
            Map.entry("default.production.exception.handler", WOULD_DROP),
            Map.entry("deserialization.exception.handler", WOULD_DROP),
            Map.entry("processing.exception.handler", WOULD_DROP),
            Map.entry("production.exception.handler", WOULD_DROP));

    private KafkaVariables() {}

    /** Property to value of every usable {@code KAFKA_*} variable; the others are reported. */
    static Map<String, String> read(Environment environment) {
        Map<String, String> properties = new TreeMap<>();
        List<String> known = KafkaNames.variables();
        Map<String, String> variables = environment.startingWith("KAFKA_");
        variables.forEach((name, value) -> {
            Optional<KafkaNames.Setting> setting = KafkaNames.find(name);
            if (setting.isEmpty()) {
                environment.reportUnknown(name, value, known);
                return;
            }
            Optional<String> problem = problemOf(name, setting.get(), value);
            problem.ifPresentOrElse(
                    text -> environment.report(name, text),
                    () -> properties.put(setting.get().property(), value));
        });
        String bootstrap = KafkaNames.variableOf(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (!variables.containsKey(bootstrap)) {
            environment.report(bootstrap, "is not set; it is required: " + BROKERS_EXPECTED);
        }
        return properties;
    }

    private static Optional<String> problemOf(String name, KafkaNames.Setting setting, String value) {
        String whyFixed = FIXED.get(setting.bareName());
        if (whyFixed != null) {
            return Optional.of("is not yours to set: " + whyFixed);
        }
        if (setting.property().equals(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)
                && !BROKERS.matcher(value).matches()) {
            return Optional.of("is " + Environment.shown(name, value) + ": it must be " + BROKERS_EXPECTED);
        }
        return setting.definition()
                .filter(definition -> !isValid(definition, value))
                .map(definition -> "is " + shown(definition, name, value) + ": " + setting.property() + " must be "
                        + expectationOf(definition));
    }

    private static boolean isValid(ConfigDef.ConfigKey definition, String value) {
        try {
            Object parsed = ConfigDef.parseType(definition.name, value, definition.type);
            if (definition.validator != null) {
                definition.validator.ensureValid(definition.name, parsed);
            }
            return true;
        } catch (ConfigException e) {
            return false; // its message would show the value
        }
    }

    private static String shown(ConfigDef.ConfigKey definition, String name, String value) {
        return definition.type == ConfigDef.Type.PASSWORD
                ? "a text of " + value.length() + " characters"
                : Environment.shown(name, value);
    }

    private static String expectationOf(ConfigDef.ConfigKey definition) {
        String type = switch (definition.type) {
            case BOOLEAN -> "true or false";
            case SHORT, INT, LONG -> "a whole number";
            case DOUBLE -> "a number";
            case LIST -> "a list, separated by commas";
            case CLASS -> "a class on the class path";
            case STRING, PASSWORD -> "a text";
        };
        return definition.validator == null ? type : type + ", of " + definition.validator;
    }
}
