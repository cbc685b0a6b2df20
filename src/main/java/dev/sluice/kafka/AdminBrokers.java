package dev.sluice.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The brokers as Kafka's admin client reaches them. */
final class AdminBrokers implements Brokers {

    private final Admin admin;
    private final String remedy;

    /** {@code remedy} is what to do when no answer comes. */
    AdminBrokers(Admin admin, String remedy) {
        this.admin = admin;
        this.remedy = remedy;
    }

    @Override
    public @Nullable Description describe(String topic) throws AccessException, InterruptedException {
        try {
            TopicDescription description =
                    only(admin.describeTopics(List.of(topic)).allTopicNames().get());
            return new Description(
                    description.topicId().toString(),
                    description.partitions().stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw unanswered("the partitions of topic " + topic, e);
        }
    }

    @Override
    public Setting setting(String topic, String name) throws AccessException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = only(admin.describeConfigs(List.of(resource)).all().get());
            return new Setting(true, config.get(name).value());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return new Setting(true, null);
            }
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return new Setting(false, null);
            }
            throw unanswered("the settings of topic " + topic, e);
        }
    }

    @Override
    public Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, Bound bound)
            throws AccessException, InterruptedException {
        OffsetSpec spec = bound == Bound.START ? OffsetSpec.earliest() : OffsetSpec.latest();
        IsolationLevel isolation =
                bound == Bound.STABLE_END ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED;
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        try {
            Map<TopicPartition, ListOffsetsResultInfo> answer = admin.listOffsets(
                            asked, new ListOffsetsOptions(isolation))
                    .all()
                    .get();
            Map<TopicPartition, Long> offsets = new HashMap<>();
            answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
            return offsets;
        } catch (ExecutionException e) {
            throw unanswered("the offsets of " + partitions, e);
        }
    }

    @Override
    public Map<TopicPartition, OptionalLong> committed(String group, Collection<TopicPartition> partitions)
            throws AccessException, InterruptedException {
        ListConsumerGroupOffsetsSpec asked = new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
        Map<TopicPartition, OptionalLong> committed = new HashMap<>();
        try {
            Map<TopicPartition, @Nullable OffsetAndMetadata> answer = admin.listConsumerGroupOffsets(
                            Map.of(group, asked), new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(group)
                    .get();
            answer.forEach((partition, offset) ->
                    committed.put(partition, offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset())));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw unanswered("the offsets of group " + group, e);
            }
            partitions.forEach(partition -> committed.put(partition, OptionalLong.empty()));
        }
        return committed;
    }

    @Override
    public void create(String topic, Map<String, String> settings) throws AccessException, InterruptedException {
        NewTopic created = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(settings);
        try {
            admin.createTopics(List.of(created)).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return;
            }
            throw AccessException.of(
                    "topic " + topic + " cannot be created: " + AccessException.causes(e.getCause()), e);
        }
    }

    private static <T> T only(Map<?, T> answers) {
        return answers.values().iterator().next();
    }

    private AccessException unanswered(String what, ExecutionException e) {
        return AccessException.of(
                "Kafka did not tell " + what + " (" + AccessException.causes(e.getCause()) + "); " + remedy, e);
    }

    @Override
    public void close() {
        admin.close();
    }
}
