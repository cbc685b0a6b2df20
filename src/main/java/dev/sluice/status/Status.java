package dev.sluice.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The status of one running instance at one moment: names, counts, times and reasons. It holds no value of a record and
 * no setting that may be a secret.
 *
 * @param format the version of this format, {@value #FORMAT} in this build; a reader accepts its own and lower ones
 * @param at when the status was taken
 */
public record Status(
        int format, Instant at, Instance instance, Health health, Work work, Bucket s3, SinceStart sinceStart) {

    /** Raised when a member changes its meaning; an added member does not raise it. */
    public static final int FORMAT = 1;

    public Status {
        if (format < 1 || format > FORMAT) {
            throw new IllegalArgumentException(
                    "the status has format " + format + "; this build reads formats 1 to " + FORMAT);
        }
    }

    /** How long the instance has been running. */
    public Duration upFor() {
        return Duration.between(instance.startedAt(), at);
    }

    /**
     * What the instance is.
     *
     * @param version of Sluice
     * @param schemaFile the path of the schema with the mapping
     * @param mapping the fingerprint of the mapping
     * @param inputs the input topics
     */
    public record Instance(
            String applicationId,
            String version,
            Instant startedAt,
            String schemaFile,
            String mapping,
            List<String> inputs) {

        public Instance {
            inputs = List.copyOf(inputs);
            requireText("application id", applicationId);
            requireText("version", version);
            requireText("mapping", mapping);
        }
    }

    /**
     * Whether it works.
     *
     * @param notReadyBecause one reason or more unless it is ready
     * @param kafkaStreams the state of Kafka Streams, in Kafka's word
     * @param intakePaused whether intake is paused by backpressure
     */
    public record Health(
            boolean live, boolean ready, List<String> notReadyBecause, String kafkaStreams, boolean intakePaused) {

        public Health {
            notReadyBecause = List.copyOf(notReadyBecause);
            if (ready != notReadyBecause.isEmpty()) {
                throw new IllegalArgumentException(
                        ready ? "ready, with reasons why not: " + notReadyBecause : "not ready, without a reason");
            }
        }
    }

    /** What it is working on. */
    public record Work(List<Task> tasks, Batches batches) {

        public Work {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * One task.
     *
     * @param partition the partition number of the task, in every input topic that has it
     * @param sealedBatches batches that are sealed and have not landed
     * @param pendingRecords committed records in open and sealed batches
     * @param recordsWaitingForRetry committed records that wait for their next attempt
     * @param storedBytes the bytes of its batches in the block store
     * @param oldestUnlandedSeconds the age of its oldest record that has not landed; null if every record has
     */
    public record Task(
            int partition,
            int openBatches,
            int sealedBatches,
            long pendingRecords,
            long recordsWaitingForRetry,
            long storedBytes,
            @Nullable Long oldestUnlandedSeconds) {

        public Task {
            requireNotNegative("partition", partition);
            requireNotNegative("open batches", openBatches);
            requireNotNegative("sealed batches", sealedBatches);
            requireNotNegative("age", oldestUnlandedSeconds == null ? 0 : oldestUnlandedSeconds);
        }
    }

    /**
     * The batches of all tasks together.
     *
     * @param waitingForS3 batches that are sealed and committed, and wait for their upload
     * @param storedBytes bytes of open and sealed batches in the block stores
     * @param oldestUnlandedSeconds the age of the oldest record that has not landed; 0 if every record has
     */
    public record Batches(
            int open, int waitingForS3, long storedBytes, long bytesWaitingForS3, long oldestUnlandedSeconds) {

        public Batches {
            requireNotNegative("open batches", open);
            requireNotNegative("waiting batches", waitingForS3);
            requireNotNegative("age", oldestUnlandedSeconds);
        }
    }

    /**
     * The bucket.
     *
     * @param uploadsFailing uploads that wait for their next attempt
     * @param failure why one of them failed, or null
     * @param doubt why the bucket is not known to be usable, or null
     */
    public record Bucket(
            String bucket,
            String prefix,
            int uploadsFailing,
            @Nullable Instant lastUploadAt,
            @Nullable String failure,
            @Nullable String doubt) {

        public Bucket {
            requireText("bucket", bucket);
            requireNotNegative("failing uploads", uploadsFailing);
        }
    }

    /**
     * What has happened since the start of the process.
     *
     * @param findings of the checks before the start, without those that found all well
     * @param deadLetters how many records were dead-lettered, by reason; without reasons that did not occur
     * @param lastObjects the objects that landed last, newest first
     */
    public record SinceStart(List<String> findings, Map<String, Long> deadLetters, List<LandedObject> lastObjects) {

        public SinceStart {
            findings = List.copyOf(findings);
            deadLetters = Map.copyOf(deadLetters);
            lastObjects = List.copyOf(lastObjects);
        }

        /** Sorted by reason. */
        @Override
        public Map<String, Long> deadLetters() {
            return new TreeMap<>(deadLetters);
        }
    }

    /** A landed object. */
    public record LandedObject(String key, long records, long bytes, String sealReason, Instant landedAt) {

        public LandedObject {
            requireText("key", key);
            requireNotNegative("records", records);
            requireNotNegative("bytes", bytes);
        }
    }

    private static void requireText(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the " + name + " is blank");
        }
    }

    private static void requireNotNegative(String name, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(name + " is negative: " + number);
        }
    }
}
