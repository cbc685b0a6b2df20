package dev.sluice.verify;

import dev.sluice.contract.Gap;
import dev.sluice.contract.LandedObject;
import dev.sluice.contract.ManifestReader;
import dev.sluice.contract.UnknownEntry;
import dev.sluice.kafka.AccessException;
import dev.sluice.objectstore.ObjectStoreException;
import dev.sluice.threads.DaemonThreads;
import dev.sluice.verify.ObjectCheck.Finding;
import dev.sluice.verify.PartitionAccount.End;
import dev.sluice.verify.Problem.Kind;
import dev.sluice.verify.Verdict.ObjectCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The objects that the manifest announces, each compared with the bucket, several at a time.
 *
 * <p>Memory: some 100 bytes and the key for each object, and the offsets of those that are being compared.
 */
final class Announcements implements AutoCloseable {

    /** How many objects are compared at the same time. */
    static final int AT_ONCE = 4;

    private static final int MAX_UNCHECKED = 4 * AT_ONCE;

    private final ManifestReader manifest;
    private final ObjectCheck objectCheck;
    private final Accounts accounts;
    private final Problems problems;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(AT_ONCE, DaemonThreads.numbered("sluice-verify"));

    /** The announced keys, and where each was announced first. */
    private final Map<String, String> placesByKey = new HashMap<>();

    /** How many entries are of a kind that this version does not know. */
    private final Map<String, Long> unknownKinds = new TreeMap<>();

    private final List<LandedObject> unchecked = new ArrayList<>();
    private long objects;
    private long objectBytes;
    private long opened;
    private long offsetsCompared;

    /** Receives announcements. */
    @FunctionalInterface
    private interface Sink {
        void accept(String place, LandedObject object) throws AccessException, InterruptedException;
    }

    Announcements(ManifestReader manifest, ObjectCheck objectCheck, Accounts accounts, Problems problems) {
        this.manifest = manifest;
        this.objectCheck = objectCheck;
        this.accounts = accounts;
        this.problems = problems;
    }

    /** Reads the manifest up to where it ends now; what its objects hold has ended. */
    void readAndCheck() throws AccessException, InterruptedException {
        readOn((place, object) -> {
            String before = placesByKey.putIfAbsent(object.key(), place);
            if (before != null) {
                problems.add(
                        Kind.ANNOUNCED_TWICE,
                        object.key() + " is announced at " + before + " and again at " + place,
                        "object",
                        object.key(),
                        "places",
                        List.of(before, place));
            }
            if (accounts.areConcernedBy(object)) {
                unchecked.add(object);
                if (unchecked.size() == MAX_UNCHECKED) {
                    checkObjects();
                }
            }
        });
        checkObjects();
        unknownKinds.forEach((kind, entries) -> problems.note(entries + " entries of the manifest are of kind " + kind
                + ", which this version does not know; verify with the version that wrote them"));
    }

    /** Whether {@link #readAndCheck} has met the key. */
    boolean hasAnnounced(String key) {
        return placesByKey.containsKey(key);
    }

    /** The keys that were announced since the manifest was read last. */
    Set<String> readKeysSince() throws AccessException, InterruptedException {
        Set<String> since = new HashSet<>();
        readOn((place, object) -> since.add(object.key()));
        return since;
    }

    private void readOn(Sink sink) throws AccessException, InterruptedException {
        manifest.readOn(new Objects(sink) {
            @Override
            public void undecodable(ManifestReader.Position position, String problem) {
                String text = position + " announces no object: " + problem;
                problems.add(Kind.FOREIGN_ANNOUNCEMENT, text, "place", position.toString());
            }

            @Override
            public void unknown(ManifestReader.Position position, UnknownEntry unknown) {
                unknownKinds.merge(unknown.kind(), 1L, Long::sum);
            }
        });
    }

    /** Hands over objects and passes over all other entries. */
    private static class Objects implements ManifestReader.Sink {

        private final Sink sink;

        Objects(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void object(ManifestReader.Position position, LandedObject object)
                throws AccessException, InterruptedException {
            sink.accept(position.toString(), object);
        }

        @Override
        public void gap(ManifestReader.Position position, Gap gap) {}

        @Override
        public void unknown(ManifestReader.Position position, UnknownEntry unknown) {}

        @Override
        public void undecodable(ManifestReader.Position position, String problem) {}
    }

    /** Checks what has gathered, so that offsets of no more objects are in memory. */
    private void checkObjects() throws AccessException, InterruptedException {
        List<Callable<Finding>> checks = unchecked.stream()
                .<Callable<Finding>>map(object -> () -> objectCheck.check(object))
                .toList();
        for (Future<Finding> finding : threads.invokeAll(checks)) {
            try {
                found(finding.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ObjectStoreException unanswered) {
                    throw Verification.explained(unanswered);
                }
                throw new IllegalStateException("an object's check failed", e);
            }
        }
        unchecked.clear();
    }

    private void found(Finding finding) {
        LandedObject object = finding.object();
        objects++;
        objectBytes += object.bytes();
        if (finding.problem() != null) {
            problems.add(finding.problem(), object.key() + " " + finding.text(), "object", object.key());
        } else if (objectCheck.opensObjects()) {
            opened++;
            offsetsCompared += finding.isOffsetsCompared() ? 1 : 0;
        }
        End end = finding.problem() == null ? End.LANDED : End.DAMAGED;
        accounts.forEachRange(object, (account, first, last) -> account.end(end, first, last));
    }

    /** Reads the manifest again, and adds the locations of doubled records. */
    void addLocations(DuplicateLocations duplicates) throws AccessException, InterruptedException {
        manifest.rewind();
        manifest.readOn(new Objects((position, object) -> {
            String place = "object " + object.key() + " (" + position + ")";
            accounts.forEachRange(
                    object, (account, first, last) -> duplicates.found(account.partition(), first, last, place));
        }));
    }

    /** {@code uploading} are objects in the bucket that are not announced yet. */
    ObjectCounts counts(long uploading) {
        return new ObjectCounts(objects, opened, objectBytes, offsetsCompared, uploading, objectCheck.opensObjects());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
