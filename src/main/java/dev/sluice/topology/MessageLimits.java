package dev.sluice.topology;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a record the service may send, in bytes of a batch of its own with all its headers: what is larger is never
 * sent, for a refused record takes its transaction along, and would again and again.
 *
 * @param retries the bound on a record that is to be tried again: the retry topic's, and that of the changelog where
 *     the record waits
 * @param deadLetters the dead-letter topic's
 */
public record MessageLimits(long retries, long deadLetters) {

    /** Our own headers and the digests need some of it. */
    private static final long MIN_BYTES = 16 * 1024;

    /** Kafka's default of {@code max.message.bytes}. */
    private static final long DEFAULT_BYTES = 1_048_588;

    private static final Logger LOG = LoggerFactory.getLogger(MessageLimits.class);

    /** Rejects bounds that even a dead letter without key, value and headers of its own might not keep. */
    public MessageLimits {
        require("retry", retries);
        require("dead-letter", deadLetters);
    }

    private static void require(String topic, long bytes) {
        if (bytes < MIN_BYTES) {
            throw new IllegalArgumentException("the " + topic + " topic takes records of at most " + bytes
                    + " bytes; Sluice needs " + MIN_BYTES
                    + ": raise max.message.bytes of the topic, or KAFKA_PRODUCER_MAX_REQUEST_SIZE");
        }
    }

    /**
     * Asks the broker for the topics' bounds. Where this client may not describe a topic, Kafka's default is taken for
     * its bound. Waits for an answer as long as the client does.
     *
     * @param changelogBytes the bound that the retry store's changelog gets, if it is still to be created
     * @param producerBytes the producer's own bound on a record
     * @throws KafkaException if the broker does not answer
     * @throws IllegalArgumentException if a bound is too low
     */
    public static MessageLimits read(
            Admin admin, Topics topics, String applicationId, long changelogBytes, long producerBytes)
            throws InterruptedException {
        long waiting = maxMessageBytes(admin, EtlTopology.retryChangelog(applicationId), changelogBytes)
                - StoredRecord.OVERHEAD;
        return new MessageLimits(
                Math.min(Math.min(maxMessageBytes(admin, topics.retries(), DEFAULT_BYTES), waiting), producerBytes),
                Math.min(maxMessageBytes(admin, topics.deadLetters(), DEFAULT_BYTES), producerBytes));
    }

    private static long maxMessageBytes(Admin admin, String topic, long otherwise) throws InterruptedException {
        ConfigResource resource = new ConfigResource(Type.TOPIC, topic);
        try {
            Config config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            return Long.parseLong(
                    config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return otherwise;
            }
            if (e.getCause() instanceof AuthorizationException) {
                LOG.warn(
                        "Topic {} may not be described, so it is taken to accept records of up to {} bytes; if it does"
                                + " not, the service stops at a larger one: allow DescribeConfigs on the topic",
                        topic,
                        otherwise);
                return otherwise;
            }
            throw new KafkaException(
                    "Kafka did not tell max.message.bytes of topic " + topic
                            + "; are the brokers of KAFKA_BOOTSTRAP_SERVERS up?",
                    e.getCause());
        }
    }

    boolean allowRetry(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return RecordSize.compressed(RecordSize.of(key, value, headers)) <= retries;
    }

    boolean allowDeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return RecordSize.compressed(RecordSize.of(key, value, headers)) <= deadLetters;
    }
}
