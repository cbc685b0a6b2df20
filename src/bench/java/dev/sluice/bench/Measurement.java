package dev.sluice.bench;

import dev.sluice.bench.Contender.Written;
import java.util.Locale;

/**
 * One contender's work on one load.
 *
 * @param jsonBytes of the transactions, before Kafka's compression
 * @param seconds from the first record to the last that is done
 * @param cpuSeconds of the whole process, user and system
 * @param allocatedBytes of the threads that do the work
 */
record Measurement(
        long records,
        long jsonBytes,
        double seconds,
        double cpuSeconds,
        long peakResidentBytes,
        double collectingSeconds,
        long allocatedBytes,
        Written written) {

    double recordsPerSecond() {
        return records / seconds;
    }

    double megabytesPerSecond() {
        return jsonBytes / 1e6 / seconds;
    }

    double cpuSecondsPerMillion() {
        return cpuSeconds / records * 1e6;
    }

    double allocatedBytesPerRecord() {
        return (double) allocatedBytes / records;
    }

    double changelogShare() {
        return (double) written.changelogBytes() / jsonBytes;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,9.0f records/s, %5.2f CPU s a million, %4d MiB at most, GC %.2f s, %,.0f B a record allocated",
                recordsPerSecond(),
                cpuSecondsPerMillion(),
                peakResidentBytes() >> 20,
                collectingSeconds,
                allocatedBytesPerRecord());
    }
}
