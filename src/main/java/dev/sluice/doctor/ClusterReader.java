package dev.sluice.doctor;

import dev.sluice.doctor.ClusterFacts.Standing;
import dev.sluice.doctor.ClusterFacts.TopicFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Asks a Kafka cluster for {@link ClusterFacts}, within a time-out for each answer. */
final class ClusterReader {

    private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";

    private static final String TRANSACTION_VERSION = "transaction.version";

    private final Admin admin;
    private final @Nullable Integer timeoutMillis;

    /** {@code timeout} is for each answer; null for the time-out of the client. */
    ClusterReader(Admin admin, @Nullable Duration timeout) {
        this.admin = admin;
        this.timeoutMillis = timeout == null ? null : Math.toIntExact(timeout.toMillis());
    }

    /** Throws {@link ExecutionException} when Kafka does not answer, or answers with an unexpected error. */
    ClusterFacts read(Collection<String> names) throws ExecutionException, InterruptedException {
        Map<String, TopicFacts> topics = new HashMap<>();
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        names, new DescribeTopicsOptions().timeoutMs(timeoutMillis))
                .topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> description : descriptions.entrySet()) {
            try {
                partitions.put(
                        description.getKey(),
                        description.getValue().get().partitions().size());
            } catch (ExecutionException e) {
                topics.put(description.getKey(), absent(e));
            }
        }
        Map<String, Map<String, String>> configs = configs(partitions.keySet());
        partitions.forEach((name, count) -> topics.put(name, new TopicFacts(Standing.THERE, count, configs.get(name))));
        return new ClusterFacts(topics, maxTransactionTimeoutMillis(), transactionVersion(), clockAheadMillis());
    }

    private static TopicFacts absent(ExecutionException e) throws ExecutionException {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
            return TopicFacts.missing();
        }
        if (e.getCause() instanceof AuthorizationException) {
            return TopicFacts.forbidden();
        }
        throw e;
    }

    /** The configuration of each topic whose configuration this user may read. */
    private Map<String, Map<String, String>> configs(Collection<String> names)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> asked = new ArrayList<>();
        names.forEach(name -> asked.add(new ConfigResource(Type.TOPIC, name)));
        Map<String, Map<String, String>> configs = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer :
                describeConfigs(asked).entrySet()) {
            Config config = getUnlessForbidden(answer.getValue());
            if (config != null) {
                Map<String, String> byName = new HashMap<>();
                config.entries().forEach(entry -> {
                    if (entry.value() != null) {
                        byName.put(entry.name(), entry.value());
                    }
                });
                configs.put(answer.getKey().name(), Map.copyOf(byName));
            }
        }
        return configs;
    }

    private @Nullable Long maxTransactionTimeoutMillis() throws ExecutionException, InterruptedException {
        Collection<Node> nodes = admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMillis))
                .nodes()
                .get();
        if (nodes.isEmpty()) {
            return null;
        }
        ConfigResource broker =
                new ConfigResource(Type.BROKER, nodes.iterator().next().idString());
        KafkaFuture<Config> answer = describeConfigs(List.of(broker)).get(broker);
        Config config = answer == null ? null : getUnlessForbidden(answer);
        return config == null || config.get(MAX_TRANSACTION_TIMEOUT) == null
                ? null
                : Long.valueOf(config.get(MAX_TRANSACTION_TIMEOUT).value());
    }

    private @Nullable Integer transactionVersion() throws ExecutionException, InterruptedException {
        FeatureMetadata features =
                getUnlessForbidden(admin.describeFeatures(new DescribeFeaturesOptions().timeoutMs(timeoutMillis))
                        .featureMetadata());
        if (features == null) {
            return null;
        }
        FinalizedVersionRange version = features.finalizedFeatures().get(TRANSACTION_VERSION);
        return version == null ? 0 : (int) version.maxVersionLevel();
    }

    /** Only the controller says what time it is: its quorum's leader has always just caught up with itself. */
    private @Nullable Long clockAheadMillis() throws ExecutionException, InterruptedException {
        long before = System.currentTimeMillis();
        QuorumInfo quorum;
        try {
            quorum = getUnlessForbidden(
                    admin.describeMetadataQuorum(new DescribeMetadataQuorumOptions().timeoutMs(timeoutMillis))
                            .quorumInfo());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnsupportedVersionException) {
                return null;
            }
            throw e;
        }
        long after = System.currentTimeMillis();
        if (quorum == null) {
            return null;
        }
        OptionalLong there = quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .mapToLong(voter -> voter.lastCaughtUpTimestamp().orElse(0))
                .filter(millis -> millis > 0)
                .findFirst();
        return there.isEmpty() ? null : before + (after - before) / 2 - there.getAsLong();
    }

    private Map<ConfigResource, KafkaFuture<Config>> describeConfigs(Collection<ConfigResource> asked) {
        return admin.describeConfigs(asked, new DescribeConfigsOptions().timeoutMs(timeoutMillis))
                .values();
    }

    private static <T> @Nullable T getUnlessForbidden(KafkaFuture<T> future)
            throws ExecutionException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return null;
            }
            throw e;
        }
    }
}
