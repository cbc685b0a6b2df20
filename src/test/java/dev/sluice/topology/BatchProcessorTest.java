package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.BatchEnvironment;
import dev.sluice.batch.BatchSettings;
import dev.sluice.batch.BlockStore;
import dev.sluice.batch.HeapBudget;
import dev.sluice.batch.RotationPolicy;
import dev.sluice.batch.block.BlockCodec;
import dev.sluice.batch.block.FileFormat;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.contract.SourcePosition;
import dev.sluice.kstreams.CommitHooks;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.objectstore.ForeignObjectException;
import dev.sluice.objectstore.ObjectContent;
import dev.sluice.objectstore.ObjectStore;
import dev.sluice.objectstore.StoredObject;
import dev.sluice.objectstore.Upload;
import dev.sluice.objectstore.Uploader;
import dev.sluice.testing.InMemoryObjectStore;
import dev.sluice.testing.NoMetrics;
import dev.sluice.topology.Outcome.Converted;
import dev.sluice.topology.TaskRegistry.TaskState;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The landing protocol, one step at a time: the test plays Kafka Streams, and decides what commits. */
class BatchProcessorTest {

    private static final long START = 1_763_640_000_000L;
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();
    private static final long MANY = 1_000_000;
    private static final FileFormat FORMAT = new FileFormat("avro", "\"string\"", "f1", BlockCodec.DEFAULT);
    private static final FileFormat NEW_SCHEMA = new FileFormat("avro", """
            {"type": "record", "name": "R", "fields": [
              {"name": "text", "type": "string"}, {"name": "more", "type": {"type": "array", "items": "long"}}]}
            """, "f2", BlockCodec.DEFAULT);
    private static final FileFormat NEW_CODEC = new FileFormat(
            "avro", FORMAT.schema(), FORMAT.schemaFingerprint(), new BlockCodec(BlockCodec.Kind.SNAPPY, 0));

    @TempDir
    Path directory;

    private final InMemoryObjectStore bucket = new InMemoryObjectStore();
    private final CommitHooks hooks = new CommitHooks();
    private final HeapBudget heap = new HeapBudget(64 * 1024);
    private final Backlog backlog = new Backlog(100_000, 100);
    private Uploader uploader;
    private MockProcessorContext<String, byte[]> context;
    private final AtomicInteger readsToFailure = new AtomicInteger(Integer.MAX_VALUE);
    private final MicrometerMetrics metrics = new MicrometerMetrics();
    private final TaskRegistry registry = new TaskRegistry();
    private Task.Factory tasks;
    private KeyValueStore<Bytes, byte[]> blocks;
    private BatchProcessor processor;
    private FileFormat appended = FORMAT;
    private long offset;

    @BeforeEach
    void start() {
        start(MockTask.markers());
    }

    private void start(KeyValueStore<Bytes, byte[]> markers) {
        uploader = new Uploader(bucket, 1, new NoMetrics());
        context = MockTask.context(directory);
        context.setCurrentSystemTimeMs(START);
        blocks = failing(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(BatchProcessor.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build());
        MockTask.add(blocks, context);
        tasks = MockTask.factory(context, new Task.Factory(hooks, metrics, registry), markers);
        processor = processor(FORMAT);
        begin(processor);
    }

    @AfterEach
    void stop() {
        processor.close();
        uploader.close();
        metrics.close();
    }

    @Test
    void batch_isUploadedOnlyAfterTheCommitThatSealedIt() {
        append("a", "b", "c");
        punctuate();
        assertThat(uploadedAfterAWhile()).as("sealed, not committed").isEmpty();

        commit();
        assertThat(uploadedAfterAWhile())
                .as("committed, as far as anybody knows yet")
                .isEmpty();

        punctuate();
        await().untilAsserted(() -> assertThat(bucket.objects()).hasSize(1));
        assertThat(records()).containsExactly("a", "b", "c");
    }

    @Test
    void metrics_tellOfABatchOnlyWhatIsCommitted() {
        append("a", "b", "c");
        prepareCommit();
        assertThat(metrics.scrape())
                .contains("sluice_records_pending 0.0", "sluice_batches_sealed_total{reason=\"records\"} 0.0");
        task().committed();
        assertThat(metrics.scrape())
                .contains("sluice_records_pending 3.0", "sluice_batches_sealed_total{reason=\"records\"} 1.0");
        landAll(1);
        assertThat(metrics.scrape()).contains("sluice_records_landed_total 0.0", "sluice_records_pending 3.0");
        commit();
        punctuate();

        assertThat(metrics.scrape()).contains("sluice_records_landed_total 3.0", "sluice_records_pending 0.0");
    }

    @Test
    void metrics_doNotTellOfALandingWhoseTransactionAborts() {
        append("a", "b", "c");
        commit();
        Map<Bytes, byte[]> committed = copyOfBlocks();
        landAll(1);
        loseWhatCameAfter(committed);
        processor = processor(FORMAT);
        begin(processor);
        assertThat(metrics.scrape()).contains("sluice_records_landed_total 0.0", "sluice_records_pending 3.0");
        landAll(1);
        commit();
        punctuate();

        assertThat(metrics.scrape()).contains("sluice_records_landed_total 3.0", "sluice_records_pending 0.0");
    }

    @Test
    void registry_showsTheTasksBatchesAndTheAgeOfTheOldest() {
        append("a");
        context.setCurrentSystemTimeMs(START + 60_000);
        append("b", "c", "d");
        punctuate(); // before the commit, so that nothing is uploaded yet

        assertThat(registry.tasks())
                .singleElement()
                .satisfies(task -> assertThat(List.of(task.openBatches(), task.sealedBatches()))
                        .containsExactly(1, 1));
        assertThat(registry.oldestAgeMillis(START + 90_000)).isEqualTo(90_000);
        commit();
        punctuate();
        assertThat(registry.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.pendingRecords()).isEqualTo(4));
        landAll(1);
        assertThat(registry.oldestAgeMillis(START + 90_000)).as("of d").isEqualTo(30_000);
        processor.close();
        assertThat(registry.tasks()).isEmpty();
        assertThat(registry.oldestAgeMillis(START + 90_000)).isZero();
    }

    @Test
    void idleTask_asksForTheCommitThatGetsItsBatchOn() {
        append("a");
        punctuateAfter(1_000);
        assertThat(context.committed()).as("asked with an open batch").isFalse();
        append("b", "c", "d");
        punctuateAfter(499);
        assertThat(context.committed()).as("asked while records come").isFalse();
        punctuateAfter(1);
        assertThat(context.committed()).as("asked with a sealed batch").isTrue();
        commit();
        context.resetCommit();
        landAll(1);
        assertThat(context.committed()).as("asked with a landed batch").isTrue();
    }

    @Test
    void batch_isAnnouncedOnceAndLeavesTheStoreWhenItHasLanded() {
        append("a", "b", "c");
        commit();
        punctuate();
        landAll(1);

        assertThat(manifests()).singleElement().asString().contains("\"records\":3", "\"offsets\":{\"3\":\"0+2\"}");
        assertThat(storedEntries()).as("only the identity is left").isEqualTo(1);
        commit();
        punctuate();
        assertThat(manifests()).hasSize(1);
    }

    @Test
    void tail_isSealedByAgeWithoutAnyFurtherRecord() {
        append("a");
        commit();
        punctuate();
        context.setCurrentSystemTimeMs(START + MAX_AGE.toMillis());
        punctuate();
        commit();
        punctuate();

        await().untilAsserted(() -> assertThat(records()).containsExactly("a"));
    }

    @Test
    void uncommittedRecords_areForgottenWhenTheTaskIsInitialisedAnew() {
        append("a");
        commit();
        append("b");
        begin(processor); // Kafka Streams has wiped the task and goes back to the committed offsets
        append("c", "d");
        commit();
        punctuate();

        await().untilAsserted(() -> assertThat(records()).containsExactly("a", "c", "d"));
    }

    @Test
    void evictedMarker_storesTheOpenBlocksAndIsNoCommit() {
        stop();
        start(hooks.storeBuilder().withCachingDisabled().build()); // each marker is written through at once
        append("a", "b", "c");
        punctuate();
        assertThat(uploadedAfterAWhile()).isEmpty();

        begin(processor); // as after a clean close: what was stored is there
        punctuate();
        await().untilAsserted(() -> assertThat(records()).containsExactly("a", "b", "c"));
    }

    @Test
    void sealedBatch_isUploadedByTheNextOwnerUnderTheSameKeyWithTheSameBytes() {
        append("a", "b", "c");
        commit();
        processor.close();
        BatchProcessor successor = processor(FORMAT);
        begin(successor);
        await().untilAsserted(() -> assertThat(bucket.objects()).hasSize(1));
        var first = bucket.objects();

        successor.close();

        begin(processor); // one more owner lands what is there already, and changes nothing
        landAll(1);
        assertThat(bucket.objects()).containsExactlyEntriesOf(first);
    }

    @Test
    void batch_landsUnderANewKeyWhenAForeignObjectHasItsKey() {
        append("a", "b", "c");
        commit();
        String key = sealedKey();
        bucket.putForeign(key, new byte[] {1});
        punctuate();
        await().untilAsserted(() -> {
            punctuate();
            commit();
            assertThat(manifests()).hasSize(1);
        });

        assertThat(bucket.objects()).hasSize(2).containsEntry(key, new byte[] {1});
        assertThat(manifests().get(0)).doesNotContain(key);
    }

    static Stream<FileFormat> otherFormats() {
        return Stream.of(NEW_SCHEMA, NEW_CODEC);
    }

    @ParameterizedTest
    @MethodSource("otherFormats")
    void task_landsOneObjectOfEachFormatWhenItBouncesBetweenTwo(FileFormat other) throws IOException {
        restart(FORMAT, MANY);
        append("a");
        commit();
        punctuate();
        restart(other, MANY);
        append("b", "c");
        commit();
        punctuate();
        restart(FORMAT, MANY);
        append("d", "e");
        commit();
        append("f"); // never committed: the next owner reads it again
        offset--;
        restart(other, MANY);
        punctuate();
        append("f", "g");
        commit();
        assertThat(new BlockStore(new StateStoreBytes(blocks)).headers())
                .hasSize(2)
                .noneMatch(BatchHeader::isSealed);
        context.setCurrentSystemTimeMs(START + MAX_AGE.toMillis());
        punctuate();
        commit();
        landAll(2);

        assertThat(landedRecords("0,2+1"))
                .containsExactly(
                        FORMAT.schemaFingerprint(), FORMAT.codec().kind().avroName(), "age", "a", "d", "e");
        assertThat(landedRecords("1+1,2+1"))
                .containsExactly(other.schemaFingerprint(), other.codec().kind().avroName(), "age", "b", "c", "f", "g");
    }

    @Test
    void batch_goesOnBeingFilledWhenTheTaskIsBackOnItsFormat() {
        append("a");
        commit();
        restart(NEW_SCHEMA, 3);
        append("b", "c");
        commit();
        restart(FORMAT, 3);
        append("d", "e");
        commit();
        punctuate();
        landAll(1);

        assertThat(records()).containsExactly("a", "d", "e");
        assertThat(new BlockStore(new StateStoreBytes(blocks)).headers())
                .singleElement()
                .returns("f2", batch -> batch.format().schemaFingerprint())
                .returns(2L, BatchHeader::records);
    }

    @Test
    void batchOfAnotherFormat_holdsNoHeapAndIsSealedEarlyWhenTheBacklogIsFull() {
        append(noise());
        append(noise());
        commit();
        restart(NEW_SCHEMA, MANY);
        assertThat(heap.heldBytes()).isZero();
        append("small");
        commit();
        backlog.addStored(backlog.maxBytes());
        punctuate();
        commit();
        landAll(1);

        assertThat(records()).containsExactly(noise(), noise());
        assertThat(manifests()).singleElement().asString().contains("\"sealReason\":\"backlog\"");
    }

    @Test
    void sealOfABatchOfAnotherFormat_isRepeatedWithTheSameContentWhenItsCommitWasLost() {
        append("a");
        commit();
        Map<Bytes, byte[]> committed = copyOfBlocks();
        restart(NEW_SCHEMA, MANY);
        context.setCurrentSystemTimeMs(START + MAX_AGE.toMillis());
        punctuate();
        commit();
        punctuate();
        await().untilAsserted(() -> assertThat(bucket.objects()).hasSize(1));
        loseWhatCameAfter(committed);
        restart(FORMAT, MANY); // back where the batch could be appended to, were it not due
        append("b");
        commit();
        punctuate();
        landAll(1);

        assertThat(records()).containsExactly("a");
    }

    @Test
    void openBlocks_staySmallInTheHeapAndTheirBatchesOpen() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            for (int hour = 0; hour < 100; hour++) {
                String text = "x".repeat(3_000) + hour;
                all.add(text);
                append(text, START + hour * 3_600_000L);
                assertThat(heap.heldBytes()).isLessThanOrEqualTo(heap.maxBytes());
            }
        }
        commit();
        context.setCurrentSystemTimeMs(START + MAX_AGE.toMillis());
        punctuate();
        commit();
        punctuate();
        landAll(100);

        assertThat(records()).containsExactlyInAnyOrderElementsOf(all);
        processor.close();
        assertThat(heap.heldBytes()).isZero();
        begin(processor);
    }

    @Test
    void task_doesNothingByItselfBeforeItsFirstRecord() {
        append("a");
        commit();
        append("b", "c", "d");
        commit();
        processor.close();
        processor.init(context); // also after a time as a standby, which leaves the stores as they are
        await().until(() -> backlog.waitingBatches() == 0); // which is told of after the result of the upload
        context.setCurrentSystemTimeMs(START + MAX_AGE.toMillis());
        Map<Bytes, byte[]> before = copyOfBlocks();
        assertThat(task().gate().isWanted()).isFalse();

        punctuate();

        assertThat(task().gate().isWanted()).isTrue();
        assertThat(context.forwarded()).isEmpty();
        assertThat(copyOfBlocks()).containsExactlyInAnyOrderEntriesOf(before);

        task().gate().consumed();
        punctuate();
        assertThat(task().gate().isWanted()).isFalse();
        assertThat(context.forwarded()).hasSize(1);
    }

    @Test
    void tail_isSealedWithTheSameContentAgainWhenTheCommitOfItsSealWasLost() {
        append("a");
        commit();
        Map<Bytes, byte[]> committed = copyOfBlocks();
        context.setCurrentSystemTimeMs(START + MAX_AGE.toMillis());
        punctuate();
        commit();
        punctuate();
        await().untilAsserted(() -> assertThat(bucket.objects()).hasSize(1));

        loseWhatCameAfter(committed);
        begin(processor);
        append("b");
        commit();
        punctuate();
        landAll(1);
        context.setCurrentSystemTimeMs(START + 2 * MAX_AGE.toMillis());
        punctuate();
        commit();
        punctuate();
        landAll(2);
        assertThat(records()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void offsets_areAnnouncedOnceWhenABatchIsReadAgain() {
        String halfABlock = "x".repeat(8_190);
        append(halfABlock, halfABlock, "c");
        commit();
        readsToFailure.set(3); // the file's header, the first block, the second block
        punctuate();
        landAll(1);

        assertThat(manifests()).singleElement().asString().contains("\"offsets\":{\"3\":\"0+2\"}");
    }

    @Test
    void heap_isGivenBackByATaskThatHoldsNoRecords() {
        for (int hour = 0; hour < 15; hour++) {
            append("x".repeat(3_000), START + hour * 3_600_000L);
        }
        assertThat(heap.hasRoom()).isFalse();
        commit();
        punctuate();
        assertThat(heap.hasRoom()).isTrue();
    }

    @Test
    void uploads_goOnWhenTheObjectStoreComesBack() {
        bucket.setAvailable(false);
        append("a", "b", "c");
        commit();
        punctuate();
        assertThat(uploadedAfterAWhile()).isEmpty();
        bucket.setAvailable(true);

        landAll(1);
        assertThat(records()).containsExactly("a", "b", "c");
    }

    @Test
    void largestBatch_isSealedEarlyWhenTheBacklogIsFull() {
        String noise = noise();
        append("small", START);
        for (int hour = 1; !backlog.isFull(); hour++) {
            append(noise, START + hour * 3_600_000L);
            append(noise, START + hour * 3_600_000L);
            commit();
        }
        int open = new BlockStore(new StateStoreBytes(blocks)).headers().size();
        punctuate();

        assertThat(new BlockStore(new StateStoreBytes(blocks)).headers())
                .hasSize(open)
                .filteredOn(BatchHeader::isSealed)
                .hasSize(1);
        commit();
        punctuate();
        landAll(1);
        assertThat(records()).containsExactly(noise, noise);
    }

    @Test
    void backlog_countsWhatIsStoredAndWhatWaitsForTheObjectStoreAlone() {
        bucket.setAvailable(false);
        append("a", "b", "c");
        assertThat(backlog.storedBytes()).isPositive();
        commit();
        assertThat(backlog.waitingBytes()).isZero();
        punctuate();
        assertThat(backlog.waitingBytes()).isEqualTo(backlog.storedBytes());

        processor.close();
        assertThat(backlog.waitingBytes()).isZero();
        assertThat(backlog.storedBytes()).isZero();
        bucket.setAvailable(true);
        begin(processor);
        landAll(1);
        await().untilAsserted(() -> assertThat(backlog.waitingBytes()).isZero());
        assertThat(backlog.storedBytes()).isZero();
    }

    @Test
    void landings_readNoChunkAndComeBeforeSealsThatWouldMakeRoom() {
        append("a", "b", "c", "d", "e", "f", "g", "h", "i");
        commit();
        processor.close();
        uploader.close();
        uploader = new Uploader(new BlindObjectStore(), 1, new NoMetrics());
        processor = processor(FORMAT);
        begin(processor);
        append("j");
        await().until(() -> backlog.waitingBatches() == 0);
        backlog.addStored(backlog.maxBytes() - 100);
        assertThat(backlog.isFull()).isTrue();
        readsToFailure.set(1);

        punctuate();
        assertThat(manifests()).hasSize(3);
        assertThat(readsToFailure).as("reads that were left").hasValue(1);
        assertThat(registry.tasks())
                .singleElement()
                .as("the open batch, while landings make room")
                .returns(1, TaskState::openBatches);
    }

    @Test
    void oldestBatch_isSealedEarlyWhenTooManyAreOpen() {
        for (int hour = 0; hour < 100; hour++) {
            append("hour " + hour, START + hour * 3_600_000L);
        }
        commit();
        assertThat(new BlockStore(new StateStoreBytes(blocks)).headers()).noneMatch(BatchHeader::isSealed);
        append("one too many", START + 100 * 3_600_000L);
        commit();
        punctuate();
        landAll(1);

        assertThat(records()).containsExactly("hour 0");
        assertThat(manifests()).singleElement().asString().contains("\"sealReason\":\"open_batches\"");
        assertThat(backlog.openBatches()).isEqualTo(backlog.maxBatches());
        processor.close();
        assertThat(backlog.openBatches()).isZero();
        begin(processor);
        assertThat(backlog.openBatches()).isEqualTo(backlog.maxBatches());
    }

    @Test
    void oldestBatches_areSealedWhenTheTaskBringsTooMany() {
        for (int hour = 0; hour < 3; hour++) {
            append("hour " + hour, START + hour * 3_600_000L);
        }
        commit();
        backlog.addOpen(backlog.maxBatches() - 1); // another task's
        punctuate();
        commit();
        punctuate();
        landAll(2);

        assertThat(records()).containsExactlyInAnyOrder("hour 0", "hour 1");
    }

    @Test
    void intake_pausesForTheNumberOfWaitingBatchesAsForTheirBytes() {
        backlog.addWaiting(backlog.maxBatches(), 1);
        assertThat(backlog.shouldPause()).isFalse();
        backlog.addWaiting(1, 1);
        assertThat(backlog.shouldPause()).isTrue();
        backlog.addWaiting(-backlog.maxBatches() / 2, -1);
        assertThat(backlog.shouldResume()).isFalse();
        backlog.addWaiting(-1, -1);
        assertThat(backlog.shouldResume()).isTrue();
    }

    /** A store that fails one chosen read. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> failing(KeyValueStore<Bytes, byte[]> store) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("get") && readsToFailure.decrementAndGet() == 0) {
                        throw new IllegalStateException("this read fails");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Map<Bytes, byte[]> copyOfBlocks() {
        Map<Bytes, byte[]> copy = new HashMap<>();
        try (var entries = blocks.all()) {
            entries.forEachRemaining(entry -> copy.put(entry.key, entry.value));
        }
        return copy;
    }

    private Task task() {
        return tasks.of(context);
    }

    /** A task's life begins, and its first record has come. */
    private void begin(BatchProcessor first) {
        first.init(context);
        task().gate().consumed();
    }

    /** A task's next life, on an instance of that format; what was not committed is lost. */
    private void restart(FileFormat format, long maxRecords) {
        processor.close();
        processor = processor(format, maxRecords);
        begin(processor);
        appended = format;
    }

    private void loseWhatCameAfter(Map<Bytes, byte[]> committed) {
        processor.close();
        copyOfBlocks().keySet().forEach(blocks::delete);
        committed.forEach(blocks::put);
        context.resetForwards(); // a fast uploader lets the batch land at once, and be announced, which is lost as well
    }

    private BatchProcessor processor(FileFormat format) {
        return processor(format, 3);
    }

    private BatchProcessor processor(FileFormat format, long maxRecords) {
        RotationPolicy rotation = new RotationPolicy(maxRecords, 1_000_000, MAX_AGE);
        BatchSettings settings = new BatchSettings(
                "payments",
                rotation,
                format.codec(),
                16 * 1024,
                "lake",
                "'date='yyyy-MM-dd'/hour='HH",
                ZoneId.of("UTC"));
        return new BatchProcessor(
                tasks,
                new BatchEnvironment(settings, format, () -> LookupOffsets.NONE, heap, backlog),
                "bucket",
                uploader);
    }

    private void append(String... texts) {
        for (String text : texts) {
            append(text, START);
        }
    }

    private void append(String text, long eventTimeMillis) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer avro = ByteBuffer.allocate(utf8.length + 3);
        avro.put((byte) (2 * utf8.length & 0x7f | (utf8.length < 64 ? 0 : 0x80))); // zig-zag of the length
        if (utf8.length >= 64) {
            avro.put((byte) (2 * utf8.length >> 7));
        }
        avro.put(utf8);
        if (appended == NEW_SCHEMA) {
            avro.put((byte) 0); // the end of the array
        }
        SourcePosition source = new SourcePosition("transactions", MockTask.ID.partition(), offset++);
        processor.process(new Record<>(
                null, new Converted(source, avro.array(), avro.position(), 1, eventTimeMillis), eventTimeMillis));
    }

    /** What Kafka Streams does before it commits; the commit itself is the test's to assume. */
    private void commit() {
        prepareCommit();
        task().committed();
    }

    private void prepareCommit() {
        task().writtenThrough();
        task().commitFollows();
    }

    private void punctuate() {
        var punctuators = context.scheduledPunctuators();
        punctuators.get(punctuators.size() - 1).getPunctuator().punctuate(context.currentSystemTimeMs());
    }

    private void punctuateAfter(long millis) {
        context.setCurrentSystemTimeMs(context.currentSystemTimeMs() + millis);
        punctuate();
    }

    private void landAll(int objects) {
        await().untilAsserted(() -> {
            punctuate();
            assertThat(manifests()).hasSize(objects);
        });
    }

    /** What is in the bucket after the uploader has had every chance: it has finished a later upload of ours. */
    private List<String> uploadedAfterAWhile() {
        CountDownLatch reached = new CountDownLatch(1);
        uploader.submit(new Sentinel(reached));
        await().until(() -> reached.getCount() == 0);
        return List.copyOf(bucket.objects().keySet());
    }

    private String sealedKey() {
        return new BlockStore(new StateStoreBytes(blocks))
                .headers()
                .get(0)
                .key()
                .toString();
    }

    private long storedEntries() {
        return blocks.approximateNumEntries();
    }

    private List<String> manifests() {
        return context.forwarded().stream()
                .map(CapturedForward::record)
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Of the one object that its manifest says has these offsets: its schema, its codec, why it was sealed, its texts. */
    private List<String> landedRecords(String offsets) throws IOException {
        String manifest = manifests().stream()
                .filter(text -> text.contains("\"offsets\":{\"3\":\"" + offsets + "\"}"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(offsets + " are in no manifest of " + manifests()));
        JsonNode json = JSON.readTree(manifest);
        byte[] object = bucket.objects().get(json.get("key").asString());
        List<String> landed = new ArrayList<>();
        landed.add(json.get("schemaFingerprint").asString());
        try (DataFileReader<Object> reader =
                new DataFileReader<>(new SeekableByteArrayInput(object), new GenericDatumReader<>())) {
            landed.add(reader.getMetaString("avro.codec"));
        }
        landed.add(json.get("sealReason").asString());
        landed.addAll(read(object));
        return landed;
    }

    private static String noise() {
        return new Random(1)
                .ints(8_000, 33, 127)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private List<String> records() {
        return bucket.objects().values().stream()
                .flatMap(object -> read(object).stream())
                .toList();
    }

    private static List<String> read(byte[] object) {
        List<String> texts = new ArrayList<>();
        try (DataFileReader<Object> reader =
                new DataFileReader<>(new SeekableByteArrayInput(object), new GenericDatumReader<>())) {
            reader.forEach(value ->
                    texts.add((value instanceof GenericRecord record ? record.get("text") : value).toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return texts;
    }

    /** Takes every object, and looks at none. */
    private static final class BlindObjectStore implements ObjectStore {

        @Override
        public StoredObject putIfAbsent(String key, ObjectContent content) {
            return new StoredObject("etag", content.length(), content.crc32c());
        }

        @Override
        public void close() {}
    }

    /** An upload that only tells that its turn has come: the one uploader thread has done all before it. */
    private record Sentinel(CountDownLatch reached) implements Upload {

        @Override
        public boolean isCancelled() {
            reached.countDown();
            return true;
        }

        @Override
        public String key() {
            return "sentinel";
        }

        @Override
        public ObjectContent content() {
            throw new AssertionError("a cancelled upload is not read");
        }

        @Override
        public void uploaded(StoredObject object) {
            throw new AssertionError("a cancelled upload is not uploaded");
        }

        @Override
        public void keyTaken(ForeignObjectException e) {
            throw new AssertionError("a cancelled upload does not meet another object", e);
        }
    }
}
