package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.BatchEnvironment;
import dev.sluice.batch.BatchSettings;
import dev.sluice.batch.HeapBudget;
import dev.sluice.batch.RotationPolicy;
import dev.sluice.batch.block.BlockCodec;
import dev.sluice.batch.block.FileFormat;
import dev.sluice.batch.header.LookupOffsets;
import java.time.Duration;
import java.time.ZoneId;

/** A process that may own the task, with bounds that are soon reached. */
final class Process {

    static final RotationPolicy ROTATION = new RotationPolicy(8, 260, Duration.ofMinutes(1));
    static final int BLOCK_BYTES = 100;
    static final int MAX_OPEN_BATCHES = 4;

    private static final long HEAP_BYTES = 6_000;
    private static final long BACKLOG_BYTES = 2_000;

    private final HeapBudget heap = new HeapBudget(HEAP_BYTES);
    private final Backlog backlog;
    private final BatchEnvironment environment;

    /** One whose records are written in that of two formats; of the second, fewer batches may be open. */
    Process(int format) {
        backlog = new Backlog(BACKLOG_BYTES, MAX_OPEN_BATCHES - format);
        BlockCodec codec =
                format == 0 ? new BlockCodec(BlockCodec.Kind.NULL, 0) : new BlockCodec(BlockCodec.Kind.DEFLATE, 1);
        BatchSettings settings =
                new BatchSettings("payments", ROTATION, codec, BLOCK_BYTES, "lake", "'hour='HH", ZoneId.of("UTC"));
        FileFormat files = new FileFormat("avro", "\"string\"", "fingerprint-" + format, codec);
        environment = new BatchEnvironment(settings, files, () -> LookupOffsets.NONE, heap, backlog);
    }

    BatchEnvironment environment() {
        return environment;
    }

    int maxOpenBatches() {
        return backlog.maxBatches();
    }

    /** No task is left here. */
    void assertHoldsNothing() {
        assertThat(backlog.storedBytes()).as("bytes in the backlog of no task").isZero();
        assertThat(backlog.openBatches()).as("open batches of no task").isZero();
        assertThat(heap.heldBytes()).as("heap of no task").isZero();
    }
}
