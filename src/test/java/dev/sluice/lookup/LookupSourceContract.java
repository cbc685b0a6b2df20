package dev.sluice.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupResult;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.mapping.lookup.NoRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every source of a lookup table must do; one test class a source. */
abstract class LookupSourceContract {

    static final String TABLE = "merchants";

    private static final Mapping MAPPING = Mapping.compile("""
            {"type": "record", "name": "T", "fields": [
              {"name": "merchant", "type": "string",
               "etl": {"lookup": "merchants", "key": "/merchant_id", "value": "/name", "onMissing": "reject"}}
            ]}
            """);

    private final List<LookupTable> opened = new ArrayList<>();
    private TopologyTestDriver driver;
    private LookupSource source;

    /** A source of the table {@link #TABLE}. */
    abstract LookupSource source(LookupRowReader reader);

    /** Puts a row where the source has its rows from; the driver runs the topology that it has joined. */
    abstract void put(TopologyTestDriver driver, String key, String json);

    /** Removes a row there. */
    abstract void remove(TopologyTestDriver driver, String key);

    @BeforeEach
    void start() {
        source = source(MAPPING.rowReader(TABLE));
        Topology topology = new Topology()
                .addSource("input", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "input")
                .addProcessor("task", Task::new, "input");
        source.join(topology);
        Properties config = new Properties();
        config.put("bootstrap.servers", "unused:1");
        config.put("application.id", "test");
        driver = new TopologyTestDriver(topology, config);
    }

    private final class Task implements Processor<byte[], byte[], Void, Void> {

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            opened.add(source.open(context));
        }

        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    /** What the table has once it knows. */
    private LookupResult find(String key) {
        LookupTable table = opened.get(0);
        return await().until(() -> table.find(LookupKey.of(key)), result -> result != NoRow.PENDING);
    }

    private static LookupResult row(String json) throws RecordRefusedException {
        return MAPPING.rowReader(TABLE).read(json.getBytes(StandardCharsets.UTF_8));
    }

    private void assertFinds(String key, String json) throws RecordRefusedException {
        LookupResult expected = row(json);
        await().untilAsserted(
                        () -> assertThat(find(key)).usingRecursiveComparison().isEqualTo(expected));
    }

    private void assertMisses(String key) {
        await().untilAsserted(() -> assertThat(find(key)).isEqualTo(NoRow.MISSING));
    }

    @Test
    void table_isTheMappings() {
        assertThat(source.table()).isEqualTo(TABLE);
        assertThat(MAPPING.lookupTables()).containsExactly(TABLE);
    }

    @Test
    void row_isFoundUnderItsKeyAlone() throws RecordRefusedException {
        put(driver, "m1", "{\"name\": \"Acme\"}");
        put(driver, "m2", "{\"name\": \"Ajax\"}");

        assertFinds("m1", "{\"name\": \"Acme\"}");
        assertFinds("m2", "{\"name\": \"Ajax\"}");
        assertMisses("m3");
    }

    @Test
    void row_isTheLatest() throws RecordRefusedException {
        put(driver, "m1", "{\"name\": \"Acme\"}");
        put(driver, "m1", "{\"name\": \"Ajax\"}");

        assertFinds("m1", "{\"name\": \"Ajax\"}");
    }

    @Test
    void row_isMissingWhenItIsRemoved() {
        put(driver, "m1", "{\"name\": \"Acme\"}");
        remove(driver, "m1");

        assertMisses("m1");
    }

    @Test
    void row_isMissingWhenItIsNotUsable() {
        put(driver, "m1", "{");

        assertMisses("m1");
    }

    @Test
    void version_neverGoesBackAndIsTheSameObjectUnlessItChanges() {
        LookupOffsets before = source.version();
        put(driver, "m1", "{\"name\": \"Acme\"}");
        find("m1");
        LookupOffsets after = source.version();

        assertThat(after.max(before)).isEqualTo(after);
        assertThat(source.version()).isSameAs(after);
    }
}
