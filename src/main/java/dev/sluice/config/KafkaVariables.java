package dev.sluice.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Reads {@code KAFKA_*} variables as the settings of Kafka Streams that they name, and refuses those that Sluice fixes.
 *
 * <p>{@code KAFKA_NAME_FILE} names a file with the value of {@code KAFKA_NAME}, so that a secret need not be in the
 * environment; unless Kafka itself has a setting of the longer name.
 */
final class KafkaVariables {

    private static final String BYTES_ONLY = "Sluice reads and writes bytes, and converts them itself; unset it";
    private static final String EXACTLY_ONCE = "exactly once depends on it; unset it";
    private static final String WOULD_DROP = "another choice could drop or change records; unset it";

    private static final String FILE = "_FILE";

    private static final String BROKERS_EXPECTED = "the brokers, as host:port, separated by commas";
    private static final Pattern BROKERS =
            Pattern.compile("\\s*[^,\\s]+:[0-9]{1,5}\\s*(,\\s*[^,\\s]+:[0-9]{1,5}\\s*)*");

    /** Settings that Sluice fixes, by their name without prefix, and why. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("application.id", "unset it, and set " + SettingNames.APPLICATION_ID + " instead"),
            Map.entry(
                    "group.id",
                    "it is the application id; unset it, and set " + SettingNames.APPLICATION_ID + " instead"),
            Map.entry("state.dir", "unset it, and set " + SettingNames.STATE_DIRECTORY + " instead"),
            Map.entry("errors.dead.letter.queue.topic.name", "unset it, and set SLUICE_DEAD_LETTER_TOPIC instead"),
            Map.entry("cache.max.bytes.buffering", "unset it, and set KAFKA_STATESTORE_CACHE_MAX_BYTES instead"),
            Map.entry("processing.guarantee", EXACTLY_ONCE),
            Map.entry("transactional.id", EXACTLY_ONCE),
            Map.entry("transaction.two.phase.commit.enable", EXACTLY_ONCE),
            Map.entry("enable.idempotence", EXACTLY_ONCE),
            Map.entry("isolation.level", EXACTLY_ONCE),
            Map.entry("enable.auto.commit", EXACTLY_ONCE),
            Map.entry(
                    "cleanup.policy",
                    "changelogs are compacted, because deletion by age could remove a batch before it has landed; unset it"),
            Map.entry(
                    "enable.transactional.statestores",
                    "it changes when a store holds what a commit writes, which Sluice's commit hook decides, and exactly once does"
                            + " not need it; unset it"),
            Map.entry(
                    "buffered.records.per.partition",
                    "it would count polls, not records; unset it, and set KAFKA_MAX_POLL_RECORDS instead"),
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

    private record Given(String variable, KafkaNames.Setting setting, String value, boolean isFromFile) {

        /** The value as an error may show it. */
        String shown() {
            boolean isSecret = setting.definition()
                    .filter(definition -> definition.type == ConfigDef.Type.PASSWORD)
                    .isPresent();
            return isSecret || isFromFile ? Environment.shape(value) : Environment.shown(variable, value);
        }
    }

    private KafkaVariables() {}

    /** The value of every usable {@code KAFKA_*} variable by property; the others are reported. */
    static Map<String, String> read(Environment environment) {
        Map<String, String> properties = new TreeMap<>();
        Map<String, String> variables = environment.startingWith("KAFKA_");
        variables.forEach((name, value) -> given(name, value, environment)
                .ifPresent(given -> problemOf(given)
                        .ifPresentOrElse(
                                problem -> environment.report(name, problem),
                                () -> properties.put(given.setting().property(), given.value()))));
        String bootstrap = KafkaNames.variableOf(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (!variables.containsKey(bootstrap)
                && variables.getOrDefault(bootstrap + FILE, "").isBlank()) {
            environment.report(bootstrap, "is not set; it is required: " + BROKERS_EXPECTED);
        }
        return properties;
    }

    /** The setting that a variable names and its value, or empty if the variable is reported, or blank. */
    private static Optional<Given> given(String name, String value, Environment environment) {
        Optional<KafkaNames.Setting> setting = KafkaNames.find(name);
        if (setting.isPresent()) {
            return Optional.of(new Given(name, setting.get(), value, false));
        }
        String bareName = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
        Optional<KafkaNames.Setting> inFile = KafkaNames.find(bareName);
        if (inFile.isEmpty()) {
            environment.reportUnknown(name, value, KafkaNames.variables());
        } else if (environment.startingWith(bareName).containsKey(bareName)) {
            environment.report(name, "and " + bareName + " are both set; unset one of them");
        } else if (!value.isBlank()) {
            try {
                return Optional.of(new Given(name, inFile.get(), Places.textOf(value), true));
            } catch (IllegalArgumentException e) {
                environment.report(name, "is \"" + value + "\": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problemOf(Given given) {
        KafkaNames.Setting setting = given.setting();
        String whyFixed = FIXED.get(setting.bareName());
        if (whyFixed != null) {
            return Optional.of("is not yours to set: " + whyFixed);
        }
        if (setting.property().equals(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)
                && !BROKERS.matcher(given.value()).matches()) {
            return Optional.of("is " + given.shown() + ": it must be " + BROKERS_EXPECTED);
        }
        return setting.definition()
                .filter(definition -> !isValid(definition, given.value()))
                .map(definition ->
                        "is " + given.shown() + ": " + setting.property() + " must be " + expectationOf(definition));
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
