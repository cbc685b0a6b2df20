package dev.sluice.kstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.KafkaTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Whether a consumer stays in its group when Kafka Streams closes it as it does after a failure: {@code REMAIN_IN_GROUP}. */
class GuardedConsumerIT {

    private static final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    private static void joinAndFail(EmbeddedKafka kafka, String group, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", kafka.bootstrapServers());
        config.put("group.id", group);
        GuardedConsumer consumer = new GuardedConsumer(config);
        consumer.subscribe(List.of("in"), new Listener());
        await().until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
        });
        consumer.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
    }

    private static int members(EmbeddedKafka kafka, String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .size();
        }
    }

    @Test
    void consumer_leavesTheGroupUnlessItIsAStaticMember() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            new KafkaTopics(kafka.bootstrapServers()).create(1, "in");
            joinAndFail(kafka, "dynamic", Map.of());
            joinAndFail(kafka, "static", Map.of("group.instance.id", "a"));

            assertThat(members(kafka, "dynamic")).isZero();
            assertThat(members(kafka, "static")).isOne();
        }
    }
}
