package dev.sluice.config;

import dev.sluice.kafka.ReaderSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The configuration of Kafka Streams and of Kafka's clients.
 *
 * @param user what the user sets, by property name; may hold secrets
 */
public record KafkaSettings(String applicationId, Path stateDirectory, Map<String, String> user) {

    public KafkaSettings {
        user = Map.copyOf(user);
    }

    /** For Kafka Streams: Sluice's defaults, overlaid by the user's settings, and the fixed properties. */
    public Properties streams() {
        Properties properties = new Properties();
        properties.putAll(KafkaDefaults.overlaidBy(user));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return properties;
    }

    private StreamsConfig streamsConfig() {
        return new StreamsConfig(streams());
    }

    /** For the clients outside of the group that read the topics of the service. */
    public ReaderSettings reader() {
        return new ReaderSettings(
                streamsConfig().getRestoreConsumerConfigs(applicationId + "-reader"), admin(), KafkaNames.REMEDIES);
    }

    /** For an admin client. */
    public Map<String, Object> admin() {
        return streamsConfig().getAdminConfigs(applicationId + "-reader");
    }

    /** For a producer outside of the service, which writes the topics that the service reads. */
    public Map<String, Object> producer() {
        return streamsConfig().getProducerConfigs(applicationId + "-writer");
    }

    /** The largest record that the producer sends, in bytes. */
    public long producerBytes() {
        return KafkaDefaults.producerBytes(user);
    }

    /** The time after which the broker aborts a transaction of the service, in milliseconds. */
    public long transactionTimeoutMillis() {
        Object timeout =
                streamsConfig().getProducerConfigs(applicationId).get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return Long.parseLong(String.valueOf(timeout).strip());
    }

    /**
     * The largest record batch that newly created changelogs accept, in bytes.
     *
     * @throws SettingsException if it is no number
     */
    public long changelogMaxMessageBytes() {
        String text = streams().getProperty(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) { // Only brokers define, and validate, the settings of topics.
            throw new SettingsException(List.of(
                    SettingNames.CHANGELOG_MAX_BYTES + " is \"" + text + "\": it must be a whole number of bytes"));
        }
    }

    public int streamThreads() {
        return streamsConfig().getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
    }

    /** Whether this process has a lasting name in its consumer group ({@code group.instance.id}). */
    public boolean isStaticMember() {
        return user.keySet().stream().anyMatch(name -> name.endsWith(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    }

    /** Without the values, which may be secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[applicationId=" + applicationId + ", user=" + user.keySet() + "]";
    }
}
