package dev.sluice.verify;

import dev.sluice.objectstore.BucketProbe;
import dev.sluice.objectstore.BucketReader;
import dev.sluice.objectstore.ObjectMetadata;
import dev.sluice.objectstore.ObjectStoreException;
import dev.sluice.objectstore.ObjectStoreException.Category;
import dev.sluice.verify.Problem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The objects in the folders of the verified topics, or under Sluice's own prefix, that no manifest entry announces. */
final class UnannouncedObjects {

    private final BucketReader bucket;
    private final VerifyTarget target;
    private final List<String> keys = new ArrayList<>();

    private UnannouncedObjects(BucketReader bucket, VerifyTarget target) {
        this.bucket = bucket;
        this.target = target;
    }

    /** Lists the bucket. */
    static UnannouncedObjects list(BucketReader bucket, VerifyTarget target, Scope scope, Predicate<String> isAnnounced)
            throws ObjectStoreException {
        UnannouncedObjects unannounced = new UnannouncedObjects(bucket, target);
        for (String folder : folders(target, scope)) {
            bucket.list(folder, key -> {
                if (!isAnnounced.test(key) && !BucketProbe.isProbe(key)) {
                    unannounced.keys.add(key);
                }
            });
        }
        return unannounced;
    }

    private static List<String> folders(VerifyTarget target, Scope scope) {
        String prefix = target.objectPrefix().isEmpty() ? "" : target.objectPrefix() + "/";
        if (!prefix.isEmpty() && scope.topics().isEmpty()) {
            return List.of(prefix);
        }
        return target.topics().inputs().stream()
                .filter(scope::includes)
                .map(topic -> prefix + topic + "/")
                .toList();
    }

    /**
     * Separates orphaned and foreign objects from those that will be announced.
     *
     * @param sealed keys of batches that were sealed after the listing
     * @param announcedSince keys that were announced after it
     * @return how many are uploaded and will be announced
     */
    long judge(Set<String> sealed, Set<String> announcedSince, Problems problems) throws ObjectStoreException {
        Map<String, Long> ofOthers = new TreeMap<>();
        long uploading = 0;
        for (String key : keys) {
            if (announcedSince.contains(key)) {
                continue;
            }
            if (sealed.contains(key)) {
                uploading++;
                continue;
            }
            BucketReader.Head head;
            try {
                head = bucket.head(target.s3().bucket(), key);
            } catch (ObjectStoreException e) {
                if (e.category() != Category.REFUSED) {
                    throw e;
                }
                String text = key + " is not announced, and S3 refuses to tell whose it is: " + e.getMessage();
                problems.add(Kind.UNREADABLE_OBJECT, text, "object", key);
                continue;
            }
            if (head != null && isOfAnotherApplication(head)) {
                ofOthers.merge(head.metadata().get(ObjectMetadata.APPLICATION_ID), 1L, Long::sum);
            } else if (head != null && head.metadata().containsKey(ObjectMetadata.RECORDS)) {
                problems.add(
                        Kind.ORPHANED_OBJECT,
                        key + " is Sluice's, and not announced: " + origin(head.metadata()),
                        "object",
                        key);
            } else if (head != null) {
                problems.add(Kind.FOREIGN_OBJECT, key + " is not Sluice's", "object", key);
            }
        }
        ofOthers.forEach((application, objects) -> problems.note(objects + " objects are of application " + application
                + ", which has an account of its own: verify it under its own application id"));
        return uploading;
    }

    private boolean isOfAnotherApplication(BucketReader.Head head) {
        String application = head.metadata().get(ObjectMetadata.APPLICATION_ID);
        return application != null && !application.equals(target.applicationId());
    }

    private static String origin(Map<String, String> metadata) {
        return metadata.get(ObjectMetadata.RECORDS) + " records of topic "
                + metadata.getOrDefault(ObjectMetadata.TOPIC, "(unknown)")
                + ", offsets " + metadata.getOrDefault(ObjectMetadata.OFFSETS, "(unknown)") + ", application "
                + metadata.getOrDefault(ObjectMetadata.APPLICATION_ID, "(unknown)");
    }
}
