package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.BatchRecord;
import dev.sluice.batch.BlockStore;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.ObjectKey;
import dev.sluice.batch.header.SealReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;

/** What outlives a process: the input, what is committed of the task, and the bucket. */
final class Broker {

    static final int PARTITION = 3;

    private static final String TOPIC = "transactions";
    private static final int MAX_RECORD_BYTES = 36;

    /** Of a block: two counts and the sync marker. */
    private static final int FRAME_BYTES = 20;

    private static final long MILLIS_PER_HOUR = 3_600_000;

    /** The hours of the input's records, by offset. */
    private final List<Integer> input = new ArrayList<>();

    private final SortedMap<byte[], byte[]> store = StagedStore.newEntries();
    private final List<Announcement> manifest = new ArrayList<>();
    private final Set<BatchHeader> everSealed = new HashSet<>();
    private final Set<SealReason> seals = EnumSet.noneOf(SealReason.class);
    private final Bucket bucket = new Bucket();
    private long committedOffset;
    private int epoch;

    private record InputRecord(long offset, byte[] bytes, long eventTimeMillis) implements BatchRecord {

        @Override
        public String topic() {
            return TOPIC;
        }

        @Override
        public int partition() {
            return PARTITION;
        }

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public int rows() {
            return 1;
        }
    }

    /** The input's record; one that is new gets that hour. Its text is its offset, of varying length. */
    BatchRecord record(long offset, int hour) {
        if (offset == input.size()) {
            input.add(hour);
        }
        String text = offset + " ".repeat((int) (offset * 7 % 30));
        byte[] utf8 = text.getBytes(StandardCharsets.US_ASCII);
        byte[] avro = new byte[utf8.length + 1];
        avro[0] = (byte) (2 * utf8.length); // zig-zag of the length
        System.arraycopy(utf8, 0, avro, 1, utf8.length);
        return new InputRecord(offset, avro, input.get((int) offset) * MILLIS_PER_HOUR);
    }

    /** The task has a new owner, whom the group knows by this number. */
    int newEpoch() {
        return ++epoch;
    }

    boolean isOwner(int epoch) {
        return epoch == this.epoch;
    }

    long committedOffset() {
        return committedOffset;
    }

    StagedStore restoredStore() {
        return new StagedStore(store);
    }

    Bucket bucket() {
        return bucket;
    }

    /** Commits a transaction: the writes to the store, the consumed offset, the announcements. */
    void commit(StagedStore written, long position, List<Announcement> announced) {
        written.commitTo(store);
        committedOffset = Math.max(committedOffset, position);
        manifest.addAll(announced);
        for (BatchHeader batch : headers()) {
            if (batch.isSealed()) {
                everSealed.add(batch);
                assertKeepsBounds(batch);
            }
        }
        announced.forEach(this::assertIsInTheBucket);
        assertEachRecordIsInOnePlace();
    }

    private List<BatchHeader> headers() {
        return new BlockStore(restoredStore()).headers();
    }

    void sealed(SealReason reason) {
        seals.add(reason);
    }

    Set<SealReason> seals() {
        return seals;
    }

    /** Records in committed batches that have not landed. */
    long pendingRecords() {
        return headers().stream().mapToLong(BatchHeader::records).sum();
    }

    long landedRecords() {
        return manifest.stream().mapToLong(landed -> landed.batch().records()).sum();
    }

    void assertWasCommitted(BatchHeader batch) {
        assertThat(everSealed).as("seals that were committed").contains(batch);
    }

    private static void assertKeepsBounds(BatchHeader batch) {
        assertThat(batch.records()).as("records of a batch").isBetween(1L, Process.ROTATION.maxRecords());
        assertThat(batch.bytes())
                .as("bytes of a batch, of which the last block may be above the bound")
                .isLessThan(Process.ROTATION.maxBytes() + Process.BLOCK_BYTES + MAX_RECORD_BYTES + FRAME_BYTES);
    }

    private void assertIsInTheBucket(Announcement announced) {
        ObjectKey key = announced.batch().key();
        assertThat(manifest.stream().filter(each -> each.batch().key().equals(key)))
                .as("announcements of %s", key)
                .hasSize(1);
        byte[] object = bucket.object(key.toString());
        CRC32C crc = new CRC32C();
        crc.update(object);
        assertThat((int) crc.getValue())
                .as("CRC-32C of %s", key)
                .isEqualTo(announced.batch().content().blocks().crc32c());
        assertThat(object).as("bytes of %s", key).hasSize((int)
                announced.batch().bytes());
        assertThat(Objects.records(object))
                .as("records of %s", key)
                .hasSize((int) announced.batch().records())
                .containsExactlyInAnyOrderElementsOf(Objects.offsets(announced.offsets()));
    }

    private void assertEachRecordIsInOnePlace() {
        List<Long> offsets = new ArrayList<>();
        manifest.forEach(landed -> offsets.addAll(Objects.offsets(landed.offsets())));
        BlockStore committed = new BlockStore(restoredStore());
        committed.headers().forEach(batch -> offsets.addAll(Objects.offsets(committed.offsets(batch))));
        assertThat(offsets.stream().sorted().toList())
                .as("the offsets that have landed or are pending")
                .isEqualTo(LongStream.range(0, committedOffset).boxed().toList());
    }
}
