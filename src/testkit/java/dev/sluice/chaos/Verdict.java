package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Ledger;
import dev.sluice.testing.TransactionRig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Whether each record that one application has read is in exactly one place, and no object was ever written over.
 *
 * @param problems empty when all is well
 */
record Verdict(List<String> problems, long in, long landed, int objects, long deadLetters) {

    /**
     * Judges what there is now; while the application still works, it finds records that are under way.
     *
     * @param before the objects that were there before the application
     * @param onRecord sees each landed record
     */
    static Verdict check(Cluster cluster, String application, Set<String> before, Consumer<GenericRecord> onRecord) {
        Map<TopicPartition, Long> ends = cluster.rig().topics().ends(TransactionRig.INPUT);
        Set<String> foreign = cluster.puts().foreign();
        Ledger ledger =
                cluster.rig().ledger(application, key -> !before.contains(key) && !foreign.contains(key), onRecord);
        List<String> problems = new ArrayList<>(ledger.problems(ends));
        problems.addAll(cluster.puts().problems());
        problems.addAll(foreignProblems(cluster, foreign));
        long in = ends.values().stream().mapToLong(Long::longValue).sum();
        return new Verdict(
                problems, in, ledger.landed(), ledger.recordsByObject().size(), ledger.deadLetters());
    }

    /** Waits until all is well, while these instances live; what is wrong when the time is over. */
    static void await(Cluster cluster, String application, Set<String> before, List<Instance> alive, Duration atMost) {
        Awaitility.await()
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    alive.forEach(Instance::ensureAlive);
                    assertThat(check(cluster, application, before, record -> {}).problems())
                            .isEmpty();
                });
    }

    /** Those problems that more work cannot mend: all but records, and objects, that are still under way. */
    List<String> lastingProblems() {
        return problems.stream()
                .filter(problem -> !problem.startsWith("lost in") && !problem.startsWith("in the bucket, but not"))
                .toList();
    }

    private static List<String> foreignProblems(Cluster cluster, Set<String> foreign) {
        try (S3Client client = cluster.rig().s3()) {
            return foreign.stream()
                    .filter(key -> !client.getObjectAsBytes(request ->
                                    request.bucket(TransactionRig.BUCKET).key(key))
                            .asUtf8String()
                            .equals(Cluster.foreign(key)))
                    .map(key -> "a foreign object was changed: " + key)
                    .toList();
        }
    }
}
