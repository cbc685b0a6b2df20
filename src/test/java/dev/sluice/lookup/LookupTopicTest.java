package dev.sluice.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.testing.NoMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LookupTopicTest extends LookupSourceContract {

    @Override
    LookupSource source(LookupRowReader reader) {
        return new LookupTopic(TABLE, "ref.merchants", reader, new NoMetrics(), () -> 0);
    }

    @Override
    void put(TopologyTestDriver driver, String key, String json) {
        send(driver, key, json);
    }

    @Override
    void remove(TopologyTestDriver driver, String key) {
        send(driver, key, null);
    }

    private static void send(TopologyTestDriver driver, String key, @Nullable String json) {
        StringSerializer write = new StringSerializer();
        driver.createInputTopic("ref.merchants", write, write).pipeInput(key, json);
    }

    @Test
    void sources_haveTheVersionsOfAllTablesInOne() {
        Fixed merchants = new Fixed("merchants", version("ref.merchants", 4));
        Fixed rates = new Fixed("rates", version("ref.rates", 7));
        LookupSources sources = new LookupSources(List.of(merchants, rates));

        assertThat(sources.version().byTopic()).hasToString("{ref.merchants={0=4}, ref.rates={0=7}}");
        assertThat(sources.version()).isSameAs(sources.version());
        assertThat(new LookupSources(List.of()).version()).isSameAs(LookupOffsets.NONE);
    }

    @Test
    void sources_openTheTableOfTheName() {
        LookupSources sources = new LookupSources(List.of(new Fixed("merchants", LookupOffsets.NONE)));
        ProcessorContext<Void, Void> task = new MockProcessorContext<>();

        assertThat(sources.open(task).table("merchants")).isSameAs(Fixed.TABLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources.open(task).table("rates"))
                .withMessageContaining("rates");
    }

    private static LookupOffsets version(String topic, long offset) {
        return new LookupOffsets(new TreeMap<>(Map.of(topic, new TreeMap<>(Map.of(0, offset)))));
    }

    /** A table without rows. */
    private record Fixed(String table, LookupOffsets version) implements LookupSource {

        private static final LookupTable TABLE = LookupTable.of(Map.of());

        @Override
        public void join(Topology topology) {}

        @Override
        public LookupTable open(ProcessorContext<?, ?> task) {
            return TABLE;
        }
    }
}
