package dev.sluice.config;

import dev.sluice.kafka.Remedies;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** All settings of Kafka Streams and its clients, with their prefixes, by environment variable. */
final class KafkaNames {

    /** What to do when Kafka cannot be used. */
    static final Remedies REMEDIES = new Remedies(SettingNames.CORRECT_KAFKA, SettingNames.CHECK_KAFKA);

    /**
     * One setting of Kafka.
     *
     * @param property its full name, such as {@code producer.linger.ms}
     * @param bareName its name without the prefix
     * @param definition Kafka's own definition, or empty for a topic's settings, which only brokers define
     */
    record Setting(String property, String bareName, Optional<ConfigDef.ConfigKey> definition) {}

    private static final Map<String, Setting> BY_VARIABLE = all();

    private KafkaNames() {}

    static Optional<Setting> find(String variable) {
        return Optional.ofNullable(BY_VARIABLE.get(variable));
    }

    static List<String> variables() {
        return List.copyOf(BY_VARIABLE.keySet());
    }

    /** {@code producer.linger.ms} is {@code KAFKA_PRODUCER_LINGER_MS}. */
    static String variableOf(String property) {
        return "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, Setting> all() {
        ConfigDef consumer = ConsumerConfig.configDef();
        ConfigDef producer = ProducerConfig.configDef();
        ConfigDef admin = AdminClientConfig.configDef();
        Map<String, Setting> all = new TreeMap<>();
        // Streams passes a client setting without prefix to every client that knows it. Its own definition comes first.
        for (ConfigDef definitions : List.of(StreamsConfig.configDef(), consumer, producer, admin)) {
            add(all, "", definitions);
        }
        for (String prefix : List.of(
                StreamsConfig.CONSUMER_PREFIX,
                StreamsConfig.MAIN_CONSUMER_PREFIX,
                StreamsConfig.RESTORE_CONSUMER_PREFIX,
                StreamsConfig.GLOBAL_CONSUMER_PREFIX)) {
            add(all, prefix, consumer);
        }
        add(all, StreamsConfig.PRODUCER_PREFIX, producer);
        add(all, StreamsConfig.ADMIN_CLIENT_PREFIX, admin);
        for (String name : topicSettings()) {
            Setting setting = new Setting(StreamsConfig.TOPIC_PREFIX + name, name, Optional.empty());
            all.put(variableOf(setting.property()), setting);
        }
        return all;
    }

    private static void add(Map<String, Setting> all, String prefix, ConfigDef definitions) {
        definitions.configKeys().forEach((name, definition) -> {
            Setting setting = new Setting(prefix + name, name, Optional.of(definition));
            all.putIfAbsent(variableOf(setting.property()), setting);
        });
    }

    private static List<String> topicSettings() {
        return List.of(TopicConfig.class.getFields()).stream()
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && field.getName().endsWith("_CONFIG"))
                .map(KafkaNames::constant)
                .toList();
    }

    private static String constant(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Kafka's " + field + " is not readable", e);
        }
    }
}
