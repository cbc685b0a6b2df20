package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.testing.NoMetrics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookupTableStoreTest {

    private static final Mapping MAPPING = Mapping.compile("""
            {"type": "record", "name": "T", "fields": [
              {"name": "merchant", "type": "string",
               "etl": {"lookup": "merchants", "key": "/merchant_id", "value": "/name", "onMissing": "reject"}}
            ]}
            """);

    private final LookupTableStore store = LookupTableStore.builder(
                    "merchants", MAPPING.rowReader("merchants"), new NoMetrics())
            .build();
    private final LookupProgress progress = new LookupProgress();
    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private long offset = 20;
    private final LookupTableStore.Updater updater = new LookupTableStore.Updater("merchants", progress);

    @BeforeEach
    void start() {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        updater.init(context);
        put("m1", "{\"name\": \"Acme\"}");
    }

    @Test
    void row_isThereUntilItsTombstone() {
        assertThat(store.row(key("m1"))).isNotNull();
        put("m1", null);
        assertThat(store.row(key("m1"))).isNull();
    }

    @Test
    void row_countsAsMissingWhenItsSuccessorIsNotUsable() {
        put("m1", "{");
        assertThat(store.row(key("m1"))).isNull();
    }

    @Test
    void progress_isTheOffsetAfterTheLastRowWhateverItHolds() {
        assertThat(progress.offsets().byTopic()).isEqualTo(Map.of("ref.merchants", Map.of(4, 21L)));
        assertThat(progress.offsets()).as("kept by many").isSameAs(progress.offsets());
        put("m1", "{");
        put("m1", null);
        assertThat(progress.offsets().byTopic()).isEqualTo(Map.of("ref.merchants", Map.of(4, 23L)));
    }

    @Test
    void row_isTheSameWhenItIsInConfluentsFraming() {
        put("m2", "\0\0\0\0\7{\"name\": \"Acme\"}");
        assertThat(store.row(key("m2"))).usingRecursiveComparison().isEqualTo(store.row(key("m1")));
    }

    @Test
    void rows_stayForTheStreamThreadsWhenTheGlobalThreadHasClosedTheStore() {
        store.close();
        assertThat(store.row(key("m1"))).isNotNull();
    }

    @Test
    void rows_areReadAnewWhenTheStoreIsInitialisedAgain() {
        store.close();
        store.init(context.getStateStoreContext(), store);
        assertThat(store.row(key("m1"))).isNull();
    }

    private void put(String key, @Nullable String json) {
        context.setRecordMetadata("ref.merchants", 4, offset++);
        updater.process(new Record<>(
                key.getBytes(StandardCharsets.UTF_8), json == null ? null : json.getBytes(StandardCharsets.UTF_8), 0));
    }

    private static LookupKey key(String text) {
        return LookupKey.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
