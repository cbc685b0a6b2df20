package dev.sluice.verify;

import dev.sluice.verify.Problem.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What the verification came to.
 *
 * @param applicationId whose input it is
 * @param partitions one for each verified input partition
 * @param problems how many there are of each kind
 * @param first the first problems of each kind
 * @param notes what a reader of the verdict should know, and is not wrong
 */
public record Verdict(
        String applicationId,
        List<PartitionCounts> partitions,
        ObjectCounts objects,
        Map<Kind, Long> problems,
        List<Problem> first,
        List<String> notes) {

    /**
     * Where the records of one input partition are.
     *
     * @param from the first offset of the range
     * @param to the offset after its last
     * @param position how far the service has read; -1 if it never did
     * @param records records of the input; each is counted in one of the next seven, and doubled ones once more
     * @param damaged in an announced object that is missing, or is not as announced
     */
    public record PartitionCounts(
            String topic,
            int partition,
            long from,
            long to,
            long position,
            long records,
            long landed,
            long deadLettered,
            long ignored,
            long pending,
            long notRead,
            long damaged,
            long lost,
            long doubled) {}

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

    /** A count, over all partitions. */
    public long total(ToLongFunction<PartitionCounts> count) {
        return partitions.stream().mapToLong(count).sum();
    }
}
