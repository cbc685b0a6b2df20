package dev.sluice.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.NoRow;
import dev.sluice.testing.NoMetrics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookupTopicStoreTest {

    private static final String STORE = "lookup-merchants";
    private static final Mapping MAPPING = Mapping.compile("""
            {"type": "record", "name": "T", "fields": [
              {"name": "merchant", "type": "string",
               "etl": {"lookup": "merchants", "key": "/merchant_id", "value": "/name", "onMissing": "reject"}}
            ]}
            """);

    private final LookupTopicStore store = new LookupTopicStore(STORE, "merchants", new NoMetrics());
    private final LookupProgress progress = new LookupProgress();
    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private long offset = 20;
    private final LookupTopicUpdater updater =
            new LookupTopicUpdater(STORE, "merchants", MAPPING.rowReader("merchants"), progress, () -> 0);

    @BeforeEach
    void start() {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        updater.init(context);
        put("m1", "{\"name\": \"Acme\"}");
    }

    @Test
    void row_isThereUntilItsTombstone() {
        assertThat(store.find(key("m1"))).isInstanceOf(LookupRow.class);
        put("m1", null);
        assertThat(store.find(key("m1"))).isEqualTo(NoRow.MISSING);
    }

    @Test
    void row_countsAsMissingWhenItsSuccessorIsNotUsable() {
        put("m1", "{");
        assertThat(store.find(key("m1"))).isEqualTo(NoRow.MISSING);
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
        assertThat(store.find(key("m2"))).usingRecursiveComparison().isEqualTo(store.find(key("m1")));
    }

    @Test
    void rows_stayForTheStreamThreadsWhenTheGlobalThreadHasClosedTheStore() {
        store.close();
        assertThat(store.find(key("m1"))).isInstanceOf(LookupRow.class);
    }

    @Test
    void rows_areReadAnewWhenTheStoreIsInitialisedAgain() {
        store.close();
        store.init(context.getStateStoreContext(), store);
        assertThat(store.find(key("m1"))).isEqualTo(NoRow.MISSING);
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
