package dev.sluice.verify;

import dev.sluice.verify.Problem.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The result of a verification.
 *
 * @param applicationId whose input it is
 * @param partitions one for each verified input partition
 * @param problems how many there are of each kind
 * @param first the first problems of each kind
 * @param notes what a reader of the verdict should know although nothing is wrong with it
 */
public record Verdict(
        String applicationId,
        List<PartitionCounts> partitions,
        ObjectCounts objects,
        Map<Kind, Long> problems,
        List<Problem> first,
        List<String> notes) {

    /** Where a record of the input is; each record is counted in one of these. */
    public enum Place {
        LANDED,
        DEAD_LETTERED,
        /** A tombstone that the service passed over. */
        IGNORED,
        PENDING,
        /** The service has not come to it yet. */
        NOT_READ,
        /** In an announced object that is missing, or is not as announced. */
        DAMAGED,
        LOST
    }

    /**
     * Where the records of one input partition are.
     *
     * @param from the first offset of the range
     * @param to the offset after its last
     * @param position how far the service has read; -1 if it never did
     * @param places how many records are in each place
     * @param doubled how many records are in more than one; each is counted once in {@code places}, too
     */
    public record PartitionCounts(
            String topic, int partition, long from, long to, long position, Map<Place, Long> places, long doubled) {

        public PartitionCounts {
            places = Map.copyOf(places);
        }

        /** How many records the range has. */
        public long records() {
            return places.values().stream().mapToLong(Long::longValue).sum();
        }

        public long in(Place place) {
            return places.getOrDefault(place, 0L);
        }
    }

    /**
     * The objects that hold records of the range.
     *
     * @param announced how many the manifest announces
     * @param opened how many of them were read to the end
     * @param bytes what all of them have, as announced
     * @param offsetsCompared in how many each record's own source offset was compared
     * @param uploading objects of sealed batches that are in the bucket already, and not announced yet
     * @param areOpened whether objects were to be opened
     */
    public record ObjectCounts(
            long announced, long opened, long bytes, long offsetsCompared, long uploading, boolean areOpened) {}

    public boolean isWhole() {
        return problems.isEmpty();
    }

    /** How many records are there, over all partitions. */
    public long total(Place place) {
        return total(counts -> counts.in(place));
    }

    /** A count, over all partitions. */
    public long total(ToLongFunction<PartitionCounts> count) {
        return partitions.stream().mapToLong(count).sum();
    }
}
