package dev.sluice.verify;

import dev.sluice.contract.ManifestReader;
import dev.sluice.contract.Topics;
import dev.sluice.deadletters.ReplayMarks;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.MonotonicClock;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.kafka.TopicReader;
import dev.sluice.kafka.UnusableException;
import dev.sluice.objectstore.BucketReader;
import dev.sluice.objectstore.ObjectStoreException;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * One run of {@code sluice verify}: it finds the place of each record in a range of the input.
 *
 * <p>Topics are read one after the other, and the service may run meanwhile. The order makes the verdict exact:
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
 * <p>Memory: sets of the offsets that were met, and what {@link Announcements} and {@link Pending} say.
 */
public final class Verification implements AutoCloseable {

    private final VerifyTarget target;
    private final Scope scope;
    private final TopicReader reader;
    private final BucketReader bucket;
    private final Problems problems = new Problems();

    private Verification(VerifyTarget target, Scope scope) throws UnusableException {
        this.target = target;
        this.scope = scope;
        try {
            bucket = new BucketReader(target.s3(), Announcements.AT_ONCE);
        } catch (IllegalArgumentException e) {
            throw new UnusableException(String.valueOf(e.getMessage()), e);
        }
        try {
            reader = TopicReader.open(target.kafka(), MonotonicClock.SYSTEM);
        } catch (UnusableException e) {
            bucket.close();
            throw e;
        }
    }

    /** Reads the topics and, unless the scope says otherwise, the objects. */
    public static Verdict run(VerifyTarget target, Scope scope) throws AccessException, InterruptedException {
        try (Verification verification = new Verification(target, scope)) {
            return verification.run();
        } catch (ObjectStoreException e) {
            throw explained(e);
        }
    }

    /** What S3 refuses has to be corrected first; anything else passes. */
    static AccessException explained(ObjectStoreException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.category()) {
            case REFUSED -> new UnusableException(message, e);
            case THROTTLED, UNAVAILABLE -> new NoAnswerException(message, e);
        };
    }

    private Verdict run() throws AccessException, ObjectStoreException, InterruptedException {
        Topics topics = target.topics();
        ReplayMarks replayedBefore = ReplayMarks.read(reader, topics);
        Accounts accounts = Accounts.open(reader, target, scope, problems);
        Collection<TopicPartition> manifest = reader.topics().required(topics.manifest());
        Collection<TopicPartition> deadLetters = reader.topics().required(topics.deadLetters());
        reader.topics().required(topics.retries());
        noteExpired(manifest);
        noteExpired(deadLetters);
        ObjectCheck objectCheck = new ObjectCheck(bucket, target.fields(), scope.opensObjects());

        try (Announcements announcements =
                new Announcements(new ManifestReader(reader, manifest), objectCheck, accounts, problems)) {
            Pending pending = new Pending(reader, target);
            pending.readDownstream();
            pending.forEach(accounts.seenPending());
            announcements.readAndCheck();
            DeadLetterEnds letters = DeadLetterEnds.now(reader, deadLetters, topics.retries(), accounts, problems);

            UnannouncedObjects unannounced =
                    UnannouncedObjects.list(bucket, target, scope, announcements::hasAnnounced);
            pending.readUpstream();
            Set<String> announcedSince = announcements.readKeysSince();

            ReplayMarks replayed = ReplayMarks.read(reader, topics);
            letters.read(replayedBefore, replayed);
            pending.forEach(accounts.stillPending());
            long uploading = unannounced.judge(pending.sealedKeys(), announcedSince, problems);

            accounts.walkInput(target.tombstones());
            DuplicateLocations duplicates = new DuplicateLocations(accounts.all());
            if (!duplicates.isEmpty()) {
                announcements.addLocations(duplicates);
                letters.addLocations(duplicates, replayed);
                pending.forEach((place, topic, partition, first, last) ->
                        duplicates.found(new TopicPartition(topic, partition), first, last, place));
                duplicates.report(problems);
            }
            accounts.nameLost();
            return new Verdict(
                    target.applicationId(),
                    accounts.counts(),
                    announcements.counts(uploading),
                    problems.counts(),
                    problems.kept(),
                    problems.notes());
        }
    }

    private void noteExpired(Collection<TopicPartition> partitions) throws AccessException, InterruptedException {
        reader.topics().starts(partitions).forEach((partition, start) -> {
            if (start > 0) {
                problems.note(partition + " begins at offset " + start
                        + ": what came before has expired, and the records" + " that it told of count as lost");
            }
        });
    }

    @Override
    public void close() {
        reader.close();
        bucket.close();
    }
}
