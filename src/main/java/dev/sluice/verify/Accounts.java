package dev.sluice.verify;

import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.contract.LandedObject;
import dev.sluice.contract.SourcePosition;
import dev.sluice.failure.TombstonePolicy;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.TopicReader;
import dev.sluice.verify.Problem.Kind;
import dev.sluice.verify.Verdict.PartitionCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The accounts of all verified input partitions. Offsets of any other partition are ignored. */
final class Accounts {

    private final Map<TopicPartition, PartitionAccount> byPartition = new LinkedHashMap<>();
    private final TopicReader reader;
    private final Problems problems;

    /** Receives a range of offsets of a verified partition. */
    @FunctionalInterface
    interface RangeSink {
        void range(PartitionAccount account, long first, long last);
    }

    private Accounts(TopicReader reader, Problems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    /** Opens an account for each partition, with the service's position in it. */
    static Accounts open(TopicReader reader, VerifyTarget target, Scope scope, Problems problems)
            throws AccessException, InterruptedException {
        List<TopicPartition> inputs = new ArrayList<>();
        for (String topic : target.topics().inputs()) {
            if (scope.includes(topic)) {
                inputs.addAll(reader.topics().required(topic));
            }
        }
        scope.requireInputs(target.topics().inputs(), inputs);
        Accounts accounts = new Accounts(reader, problems);
        Map<TopicPartition, Long> positions = reader.topics().committed(target.applicationId(), inputs);
        Map<TopicPartition, Long> starts = reader.topics().starts(inputs);
        Map<TopicPartition, Long> ends = reader.topics().stableEnds(inputs);
        for (TopicPartition input : inputs) {
            long position = positions.getOrDefault(input, -1L);
            long from = scope.from(input, starts.getOrDefault(input, 0L));
            long to = Math.max(from, scope.to(input, ends.getOrDefault(input, 0L)));
            accounts.byPartition.put(input, new PartitionAccount(input, from, to, position));
            if (position < 0 && from < to) {
                problems.note("group " + target.applicationId() + " has no committed offset in " + input
                        + ": records there that are in no place count as not read");
            }
        }
        return accounts;
    }

    Collection<PartitionAccount> all() {
        return byPartition.values();
    }

    /** The account of the partition; null when it is not verified. */
    @Nullable
    PartitionAccount of(SourcePosition source) {
        return of(source.topic(), source.partition());
    }

    private @Nullable PartitionAccount of(String topic, int partition) {
        return byPartition.get(new TopicPartition(topic, partition));
    }

    boolean areConcernedBy(LandedObject object) {
        boolean[] concerns = new boolean[1];
        forEachRange(object, (account, first, last) -> concerns[0] |= account.overlaps(first, last));
        return concerns[0];
    }

    /** Hands over the offsets of an object that are of verified partitions. */
    void forEachRange(LandedObject object, RangeSink sink) {
        object.offsets().forEach((partition, ranges) -> {
            PartitionAccount account = of(object.topic(), partition);
            if (account != null) {
                forEachRange(account, ranges, sink);
            }
        });
    }

    private static void forEachRange(PartitionAccount account, OffsetRanges ranges, RangeSink sink) {
        for (int i = 0; i < ranges.size(); i++) {
            sink.range(account, ranges.first(i), ranges.last(i));
        }
    }

    /** Receives the offsets that were pending at some moment. */
    Pending.Sink seenPending() {
        return (place, topic, partition, first, last) -> {
            PartitionAccount account = of(topic, partition);
            if (account != null) {
                account.seenPending(first, last);
            }
        };
    }

    /** Receives the offsets that are pending although all ends have been read. */
    Pending.Sink stillPending() {
        return new StillPending();
    }

    private final class StillPending implements Pending.Sink {
        @Override
        public void batched(String place, String topic, int partition, long first, long last) {
            PartitionAccount account = of(topic, partition);
            if (account != null) {
                account.stillBatched(first, last);
            }
        }

        @Override
        public void waitingInStore(String place, SourcePosition source) {
            waiting(source, true);
        }

        @Override
        public void waitingInTopic(String place, SourcePosition source) {
            waiting(source, false); // it may have come back from the store since that was read
        }

        private void waiting(SourcePosition source, boolean twiceIsDoubled) {
            PartitionAccount account = of(source);
            if (account != null) {
                account.stillWaiting(source.offset(), source.offset(), twiceIsDoubled);
            }
        }
    }

    /** Reads the input and places each record: in the place that claims it, or as lost when no place does. */
    void walkInput(TombstonePolicy tombstones) throws AccessException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        byPartition.forEach((partition, account) -> {
            account.startWalk();
            if (account.from() < account.to()) {
                reader.seek(partition, account.from());
                ends.put(partition, account.to());
            }
        });
        boolean ignoresTombstones = tombstones == TombstonePolicy.IGNORE;
        reader.readTo(
                ends,
                consumed -> walked(consumed).walk(consumed.offset(), ignoresTombstones && consumed.value() == null));
        byPartition.forEach((partition, account) -> {
            long strange = account.claimsWithoutRecord();
            if (strange > 0) {
                problems.note(
                        strange + " offsets of " + partition + " have landed or are dead-lettered, and are no records"
                                + " of the input now; compaction or deletion may have taken them");
            }
        });
    }

    private PartitionAccount walked(ConsumerRecord<byte[], byte[]> consumed) {
        PartitionAccount account = of(consumed.topic(), consumed.partition());
        if (account == null) {
            throw new IllegalStateException("there is no account of " + TopicReader.place(consumed));
        }
        return account;
    }

    /** After {@link #walkInput}. */
    void nameLost() {
        byPartition.forEach((partition, account) -> account.lost()
                .forEach((first, last) -> problems.add(
                        Kind.LOST,
                        partition + " " + offsets(first, last) + ": read by the service, and nowhere",
                        "topic",
                        partition.topic(),
                        "partition",
                        partition.partition(),
                        "first",
                        first,
                        "last",
                        last)));
    }

    private static String offsets(long first, long last) {
        return first == last ? "offset " + first : "offsets " + first + " to " + last;
    }

    List<PartitionCounts> counts() {
        return byPartition.values().stream().map(PartitionAccount::counts).toList();
    }
}
