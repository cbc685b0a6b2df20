package dev.sluice.verify;

import dev.sluice.batch.OffsetRanges;
import dev.sluice.deadletters.ReplayMarks;
import dev.sluice.deadletters.ReplayTarget;
import dev.sluice.failure.FailureHeaders;
import dev.sluice.failure.SourcePosition;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.kafka.TopicReader;
import dev.sluice.objectstore.BucketProbe;
import dev.sluice.objectstore.BucketReader;
import dev.sluice.objectstore.ObjectStoreException;
import dev.sluice.topology.AnnouncedObject;
import dev.sluice.topology.Manifest;
import dev.sluice.topology.Tombstones;
import dev.sluice.verify.ObjectCheck.Finding;
import dev.sluice.verify.PartitionAccount.End;
import dev.sluice.verify.Problem.Kind;
import dev.sluice.verify.Verdict.ObjectCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One count of where every record of a range of the input is.
 *
 * <p>Topics are read one after the other, and the service may be at work meanwhile. The order makes the verdict exact:
 *
 * <ol>
 *   <li>The marks of replayed dead letters, then the service's position in the input. What comes before it was read, with
 *       all that this led to, in transactions that are committed now.
 *   <li>What is pending, from the retry topic on to the batches; then the ends, that is manifest and dead letters. Each
 *       topic is read up to where it ended when its turn came, and open transactions are waited for. A record that leaves
 *       one place before it is read is in the next when that is read: so what is met nowhere is lost.
 *   <li>The bucket's listing.
 *   <li>What is pending once more, against that direction. A record that was met at its end, and is still pending after
 *       that, is in two places: it did not just move on.
 *   <li>The manifest once more. An object that was listed, and is neither in a sealed batch nor announced after that, will
 *       never be.
 *   <li>The marks once more. A replay takes a record back, from its dead letter to the retry topic: a dead letter that was
 *       marked at first is no end, for its record was met elsewhere since; one that is marked only now was left meanwhile;
 *       any other is where its record ends.
 * </ol>
 *
 * <p>Memory: sets of the offsets that were met, some 100 bytes and the key for each announced object, and what is
 * {@link Pending}.
 */
public final class Verification implements AutoCloseable {

    private static final int OBJECTS_AT_ONCE = 4;
    private static final int MAX_UNCHECKED = 4 * OBJECTS_AT_ONCE;
    private static final String SLUICES_OWN = "sluice-records";
    private static final String APPLICATION_ID = "sluice-application-id";

    private final VerifyTarget target;
    private final Scope scope;
    private final TopicReader reader;
    private final BucketReader bucket;
    private final ObjectCheck objectCheck;
    private final ExecutorService threads = Executors.newFixedThreadPool(OBJECTS_AT_ONCE);

    private final Problems problems = new Problems();
    private final List<String> notes = new ArrayList<>();
    private final Map<TopicPartition, PartitionAccount> accounts = new LinkedHashMap<>();

    /** The announced keys, and where each was announced first. */
    private final Map<String, String> announced = new HashMap<>();

    private final List<AnnouncedObject> unchecked = new ArrayList<>();
    private long objects;
    private long objectBytes;
    private long opened;
    private long offsetsCompared;
    private long uploading;

    private record Announcement(String place, AnnouncedObject object) {}

    /** Receives announcements. */
    @FunctionalInterface
    private interface AnnouncementSink {
        void accept(Announcement announcement) throws NoAnswerException, InterruptedException;
    }

    private Verification(VerifyTarget target, Scope scope) throws NoAnswerException {
        this.target = target;
        this.scope = scope;
        try {
            bucket = new BucketReader(target.s3(), OBJECTS_AT_ONCE);
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException(String.valueOf(e.getMessage()), e);
        }
        objectCheck = new ObjectCheck(bucket, target.fields(), scope.opensObjects());
        reader = new TopicReader(target.kafkaConsumer(), target.kafkaAdmin());
    }

    /** Counts; takes as long as it takes to read the topics and, unless the scope says otherwise, the objects. */
    public static Verdict run(VerifyTarget target, Scope scope) throws NoAnswerException, InterruptedException {
        try (Verification verification = new Verification(target, scope)) {
            return verification.run();
        } catch (ObjectStoreException e) {
            throw new NoAnswerException(String.valueOf(e.getMessage()), e);
        }
    }

    private Verdict run() throws NoAnswerException, ObjectStoreException, InterruptedException {
        ReplayMarks replayedBefore = ReplayMarks.read(reader, target.topics());
        openAccounts();
        Collection<TopicPartition> manifest = reader.required(target.topics().manifest());
        Collection<TopicPartition> deadLetters = reader.required(target.topics().deadLetters());
        reader.required(target.topics().retries());
        noteExpired(manifest);
        noteExpired(deadLetters);

        Pending pending = new Pending(reader, target);
        pending.readDownstream();
        pending.forEach(new SeenPending());
        readManifest(manifest);
        Map<TopicPartition, Long> deadLetterEnds = reader.settledEnds(deadLetters);

        List<String> unannounced = listUnannounced();
        pending.readUpstream();
        Set<String> announcedSince = announcedSince(manifest);

        ReplayMarks replayed = ReplayMarks.read(reader, target.topics());
        readDeadLetters(deadLetterEnds, replayedBefore, replayed);
        pending.forEach(new StillPending());
        judge(unannounced, pending.sealedKeys(), announcedSince);

        walkInput();
        nameDoubled(manifest, deadLetterEnds, replayed, pending);
        nameLost();
        return verdict();
    }

    private void openAccounts() throws NoAnswerException, InterruptedException {
        List<TopicPartition> inputs = new ArrayList<>();
        for (String topic : target.topics().inputs()) {
            if (scope.includes(topic)) {
                inputs.addAll(reader.required(topic));
            }
        }
        requireInputs(inputs);
        Map<TopicPartition, Long> positions = reader.committed(target.applicationId(), inputs);
        Map<TopicPartition, Long> starts = reader.starts(inputs);
        Map<TopicPartition, Long> ends = reader.stableEnds(inputs);
        for (TopicPartition input : inputs) {
            long position = positions.getOrDefault(input, -1L);
            long from = scope.from(input, starts.getOrDefault(input, 0L));
            long to = Math.max(from, scope.to(input, ends.getOrDefault(input, 0L)));
            accounts.put(input, new PartitionAccount(input, from, to, position));
            if (position < 0 && from < to) {
                notes.add("group " + target.applicationId() + " has no committed offset in " + input
                        + ": what is met nowhere there counts as not read");
            }
        }
    }

    private void requireInputs(List<TopicPartition> inputs) throws NoAnswerException {
        for (String topic : scope.topics()) {
            if (!target.topics().inputs().contains(topic)) {
                throw new NoAnswerException(
                        "--topic " + topic + " is none of SLUICE_INPUT_TOPICS, "
                                + target.topics().inputs(),
                        null);
            }
        }
        for (Map<TopicPartition, Long> bounds : List.of(scope.from(), scope.to())) {
            for (TopicPartition partition : bounds.keySet()) {
                if (!partition.equals(Scope.EVERY) && !inputs.contains(partition)) {
                    throw new NoAnswerException(
                            "--from or --to names " + partition + ", which is no verified partition of the input",
                            null);
                }
            }
        }
    }

    private void noteExpired(Collection<TopicPartition> partitions) throws NoAnswerException, InterruptedException {
        reader.starts(partitions).forEach((partition, start) -> {
            if (start > 0) {
                notes.add(partition + " begins at offset " + start + ": what came before has expired, and the records"
                        + " that it told of count as lost");
            }
        });
    }

    private final class SeenPending implements Pending.Sink {
        @Override
        public void batched(String place, String topic, int partition, long first, long last) {
            PartitionAccount account = accounts.get(new TopicPartition(topic, partition));
            if (account != null) {
                account.seenPending(first, last);
            }
        }

        @Override
        public void waitingInStore(String place, SourcePosition source) {
            batched(place, source.topic(), source.partition(), source.offset(), source.offset());
        }

        @Override
        public void waitingInTopic(String place, SourcePosition source) {
            waitingInStore(place, source);
        }
    }

    private final class StillPending implements Pending.Sink {
        @Override
        public void batched(String place, String topic, int partition, long first, long last) {
            PartitionAccount account = accounts.get(new TopicPartition(topic, partition));
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
            PartitionAccount account = accounts.get(new TopicPartition(source.topic(), source.partition()));
            if (account != null) {
                account.stillWaiting(source.offset(), source.offset(), twiceIsDoubled);
            }
        }
    }

    private void readManifest(Collection<TopicPartition> manifest) throws NoAnswerException, InterruptedException {
        readAnnouncements(manifest, announcement -> {
            AnnouncedObject object = announcement.object();
            if (announced.putIfAbsent(object.key(), announcement.place()) != null) {
                problems.add(
                        Kind.ANNOUNCED_TWICE,
                        object.key() + " is announced at " + announced.get(object.key()) + " and again at "
                                + announcement.place(),
                        "object",
                        object.key(),
                        "places",
                        List.of(announced.get(object.key()), announcement.place()));
            }
            if (concerns(object)) {
                unchecked.add(object);
                if (unchecked.size() == MAX_UNCHECKED) {
                    checkObjects();
                }
            }
        });
        checkObjects();
    }

    private void readAnnouncements(Collection<TopicPartition> manifest, AnnouncementSink sink)
            throws NoAnswerException, InterruptedException {
        reader.readOn(manifest, consumed -> {
            String place = place(consumed);
            AnnouncedObject object;
            try {
                object = Manifest.decode(consumed.value());
            } catch (IllegalArgumentException e) {
                String text = place + " announces no object: " + e.getMessage();
                problems.add(Kind.FOREIGN_ANNOUNCEMENT, text, "place", place);
                return;
            }
            sink.accept(new Announcement(place, object));
        });
    }

    private boolean concerns(AnnouncedObject object) {
        boolean[] concerns = new boolean[1];
        forEachRange(object, (account, first, last) -> concerns[0] |= account.overlaps(first, last));
        return concerns[0];
    }

    /** Receives a range of offsets of a verified partition. */
    @FunctionalInterface
    private interface AccountSink {
        void range(PartitionAccount account, long first, long last);
    }

    private void forEachRange(AnnouncedObject object, AccountSink sink) {
        object.offsets().forEach((partition, ranges) -> {
            PartitionAccount account = accounts.get(new TopicPartition(object.topic(), partition));
            if (account != null) {
                forEachRange(account, ranges, sink);
            }
        });
    }

    private static void forEachRange(PartitionAccount account, OffsetRanges ranges, AccountSink sink) {
        for (int i = 0; i < ranges.size(); i++) {
            sink.range(account, ranges.first(i), ranges.last(i));
        }
    }

    /** Checks what has gathered, so that offsets of no more objects are in memory. */
    private void checkObjects() throws NoAnswerException, InterruptedException {
        List<Callable<Finding>> checks = unchecked.stream()
                .<Callable<Finding>>map(object -> () -> objectCheck.check(object))
                .toList();
        for (Future<Finding> finding : threads.invokeAll(checks)) {
            try {
                found(finding.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ObjectStoreException unanswered) {
                    throw new NoAnswerException(String.valueOf(unanswered.getMessage()), unanswered);
                }
                throw new IllegalStateException("an object's check failed", e);
            }
        }
        unchecked.clear();
    }

    private void found(Finding finding) {
        AnnouncedObject object = finding.object();
        objects++;
        objectBytes += object.bytes();
        if (finding.problem() != null) {
            problems.add(finding.problem(), object.key() + " " + finding.text(), "object", object.key());
        } else if (scope.opensObjects()) {
            opened++;
            offsetsCompared += finding.isOffsetsCompared() ? 1 : 0;
        }
        End end = finding.problem() == null ? End.LANDED : End.DAMAGED;
        forEachRange(object, (account, first, last) -> account.end(end, first, last));
    }

    private void readDeadLetters(Map<TopicPartition, Long> ends, ReplayMarks replayedBefore, ReplayMarks replayed)
            throws NoAnswerException, InterruptedException {
        long[] tookBack = new long[1];
        reader.readAll(ends, consumed -> {
            SourcePosition source = FailureHeaders.source(consumed.headers());
            if (source == null) {
                problems.add(
                        Kind.FOREIGN_DEAD_LETTER,
                        place(consumed) + " does not say where the record comes from",
                        "place",
                        place(consumed));
                return;
            }
            PartitionAccount account = accounts.get(new TopicPartition(source.topic(), source.partition()));
            if (account != null && isTakenBack(consumed, replayed)) {
                tookBack[0]++;
                if (!isTakenBack(consumed, replayedBefore)) {
                    account.seenPending(source.offset(), source.offset());
                }
            } else if (account != null) {
                account.end(End.DEAD_LETTERED, source.offset(), source.offset());
            } else if (source.topic().equals(target.topics().retries())) {
                notes.add(place(consumed) + " comes from the retry topic itself, where another program wrote it, or"
                        + " where a processor failed at it");
            }
        });
        if (tookBack[0] > 0) {
            notes.add(tookBack[0] + " dead letters were replayed to "
                    + target.topics().retries() + ": their records count where they are now");
        }
    }

    /**
     * Whether the record has gone from its dead letter to the retry topic. A replay to the source made a new record.
     */
    private static boolean isTakenBack(ConsumerRecord<byte[], byte[]> deadLetter, ReplayMarks marks) {
        return marks.replayedTo(deadLetter.partition(), deadLetter.offset()) == ReplayTarget.RETRY;
    }

    private static String place(ConsumerRecord<byte[], byte[]> consumed) {
        return consumed.topic() + "-" + consumed.partition() + "@" + consumed.offset();
    }

    /**
     * The keys that the manifest does not announce, in the folders of the verified topics, or in Sluice's own prefix.
     */
    private List<String> listUnannounced() throws ObjectStoreException {
        List<String> unannounced = new ArrayList<>();
        for (String folder : folders()) {
            bucket.list(folder, key -> {
                if (!announced.containsKey(key) && !BucketProbe.isProbe(key)) {
                    unannounced.add(key);
                }
            });
        }
        return unannounced;
    }

    private List<String> folders() {
        String prefix = target.objectPrefix().isEmpty() ? "" : target.objectPrefix() + "/";
        if (!prefix.isEmpty() && scope.topics().isEmpty()) {
            return List.of(prefix);
        }
        return target.topics().inputs().stream()
                .filter(scope::includes)
                .map(topic -> prefix + topic + "/")
                .toList();
    }

    private Set<String> announcedSince(Collection<TopicPartition> manifest)
            throws NoAnswerException, InterruptedException {
        Set<String> since = new HashSet<>();
        readAnnouncements(
                manifest, announcement -> since.add(announcement.object().key()));
        return since;
    }

    private void judge(List<String> unannounced, Set<String> sealed, Set<String> announcedSince)
            throws ObjectStoreException {
        Map<String, Long> ofOthers = new TreeMap<>();
        for (String key : unannounced) {
            if (announcedSince.contains(key)) {
                continue;
            }
            if (sealed.contains(key)) {
                uploading++;
                continue;
            }
            BucketReader.Head head = bucket.head(target.s3().bucket(), key);
            if (head != null && isOfAnotherApplication(head)) {
                ofOthers.merge(head.metadata().get(APPLICATION_ID), 1L, Long::sum);
            } else if (head != null && head.metadata().containsKey(SLUICES_OWN)) {
                problems.add(
                        Kind.ORPHANED_OBJECT,
                        key + " is Sluice's, and not announced: " + origin(head.metadata()),
                        "object",
                        key);
            } else if (head != null) {
                problems.add(Kind.FOREIGN_OBJECT, key + " is not Sluice's", "object", key);
            }
        }
        ofOthers.forEach((application, objects) -> notes.add(objects + " objects are of application " + application
                + ", which has an account of its own: verify it under its own SLUICE_APPLICATION_ID"));
    }

    private boolean isOfAnotherApplication(BucketReader.Head head) {
        String application = head.metadata().get(APPLICATION_ID);
        return application != null && !application.equals(target.applicationId());
    }

    private static String origin(Map<String, String> metadata) {
        return metadata.get(SLUICES_OWN) + " records of topic " + metadata.getOrDefault("sluice-topic", "(unknown)")
                + ", offsets " + metadata.getOrDefault("sluice-offsets", "(unknown)") + ", application "
                + metadata.getOrDefault(APPLICATION_ID, "(unknown)");
    }

    private void walkInput() throws NoAnswerException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        accounts.forEach((partition, account) -> {
            account.startWalk();
            if (account.from() < account.to()) {
                reader.seek(partition, account.from());
                ends.put(partition, account.to());
            }
        });
        boolean ignoresTombstones = target.tombstones() == Tombstones.IGNORE;
        reader.readTo(
                ends,
                consumed -> account(consumed).walk(consumed.offset(), ignoresTombstones && consumed.value() == null));
        accounts.forEach((partition, account) -> {
            long strange = account.claimsWithoutRecord();
            if (strange > 0) {
                notes.add(strange + " offsets of " + partition + " have landed or are dead-lettered, and are no records"
                        + " of the input now; compaction or deletion may have taken them");
            }
        });
    }

    private PartitionAccount account(ConsumerRecord<byte[], byte[]> consumed) {
        PartitionAccount account = accounts.get(new TopicPartition(consumed.topic(), consumed.partition()));
        if (account == null) {
            throw new IllegalStateException("there is no account of " + place(consumed));
        }
        return account;
    }

    /** Reads the topics again for what is doubled, to say where. */
    private void nameDoubled(
            Collection<TopicPartition> manifest,
            Map<TopicPartition, Long> deadLetterEnds,
            ReplayMarks replayed,
            Pending pending)
            throws NoAnswerException, InterruptedException {
        Owners owners = new Owners(accounts.values());
        if (owners.isEmpty()) {
            return;
        }
        manifest.forEach(partition -> reader.seek(partition, 0));
        reader.readOn(manifest, consumed -> nameAnnounced(consumed, owners));
        reader.readAll(deadLetterEnds, consumed -> {
            SourcePosition source = FailureHeaders.source(consumed.headers());
            if (source != null && !isTakenBack(consumed, replayed)) {
                owners.found(
                        new TopicPartition(source.topic(), source.partition()),
                        source.offset(),
                        source.offset(),
                        "dead letter " + place(consumed));
            }
        });
        pending.forEach(new NamePending(owners));
        accounts.forEach((partition, account) -> {
            for (Owners.Doubled range : owners.of(partition)) {
                problems.add(
                        Kind.DOUBLED,
                        partition + " " + range.text(),
                        "topic",
                        partition.topic(),
                        "partition",
                        partition.partition(),
                        "first",
                        range.first(),
                        "last",
                        range.last(),
                        "offsets",
                        range.offsets(),
                        "places",
                        List.copyOf(range.places()));
            }
        });
    }

    private void nameAnnounced(ConsumerRecord<byte[], byte[]> consumed, Owners owners) {
        AnnouncedObject object;
        try {
            object = Manifest.decode(consumed.value());
        } catch (IllegalArgumentException e) {
            return; // named already
        }
        String place = "object " + object.key() + " (" + place(consumed) + ")";
        forEachRange(object, (account, first, last) -> owners.found(account.partition(), first, last, place));
    }

    private record NamePending(Owners owners) implements Pending.Sink {
        @Override
        public void batched(String place, String topic, int partition, long first, long last) {
            owners.found(new TopicPartition(topic, partition), first, last, place);
        }

        @Override
        public void waitingInStore(String place, SourcePosition source) {
            batched(place, source.topic(), source.partition(), source.offset(), source.offset());
        }

        @Override
        public void waitingInTopic(String place, SourcePosition source) {
            waitingInStore(place, source);
        }
    }

    private void nameLost() {
        accounts.forEach((partition, account) -> account.lost()
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

    private Verdict verdict() {
        return new Verdict(
                target.applicationId(),
                accounts.values().stream().map(PartitionAccount::counts).toList(),
                new ObjectCounts(objects, opened, objectBytes, offsetsCompared, uploading, scope.opensObjects()),
                problems.counts(),
                problems.kept(),
                notes);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        reader.close();
        bucket.close();
    }
}
