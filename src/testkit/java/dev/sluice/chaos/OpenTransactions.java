package dev.sluice.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What a broker says about transactions: of their coordinator, and of the partitions that they hold up. */
final class OpenTransactions {

    private static final String HELD_UP = "held up: ";

    private OpenTransactions() {}

    /** Whether a line is about a partition whose readers wait for a transaction. */
    static boolean isHoldUp(String line) {
        return line.startsWith(HELD_UP);
    }

    /** Whether a Kafka Streams process, by its id, is in a transaction: the producers' transactional ids contain it. */
    static boolean isOngoing(Admin admin, String processId) throws InterruptedException, ExecutionException {
        return admin
                .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .anyMatch(transaction -> transaction.transactionalId().contains(processId));
    }

    static List<String> describe(Admin admin) throws InterruptedException, ExecutionException {
        List<String> lines = new ArrayList<>();
        List<String> ids = admin.listTransactions().all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        admin.describeTransactions(ids).all().get().forEach((id, state) -> lines.add(id + " " + state));
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        Map<TopicPartition, ListOffsetsResultInfo> ends = ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, ListOffsetsResultInfo> stable = ends(admin, partitions, IsolationLevel.READ_COMMITTED);
        for (TopicPartition partition : partitions) {
            long end = ends.get(partition).offset();
            long stableEnd = stable.get(partition).offset();
            if (stableEnd < end) {
                lines.add(HELD_UP + partition + " at " + stableEnd + " of " + end);
            }
        }
        admin.describeProducers(partitions).all().get().forEach((partition, producers) -> {
            for (ProducerState producer : producers.activeProducers()) {
                if (producer.currentTransactionStartOffset().isPresent()) {
                    lines.add("open in " + partition + ": " + producer);
                }
            }
        });
        return lines;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> ends(
            Admin admin, List<TopicPartition> partitions, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .get();
    }
}
