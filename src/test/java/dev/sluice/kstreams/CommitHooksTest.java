package dev.sluice.kstreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook in the cache of Kafka Streams itself. The driver commits after each record. */
class CommitHooksTest {

    private static final String MARK = "mark";
    private static final String SHRINK = "shrink the cache to nothing";
    private static final String END = "end the task's life";
    private static final String WRITTEN_THROUGH = "written through";
    private static final String COMMIT_FOLLOWS = "commit follows";
    private static final String COMMITTED = "committed";

    @TempDir
    Path directory;

    private final CommitHooks hooks = new CommitHooks();
    private final List<String> told = new ArrayList<>();
    private TopologyTestDriver driver;
    private TestInputTopic<String, String> input;

    @BeforeEach
    void start() {
        StringDeserializer read = new StringDeserializer();
        Topology topology = new Topology()
                .addSource("source", read, read, "input")
                .addProcessor("marker", Marker::new, "source")
                .addStateStore(hooks.storeBuilder(), "marker");
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "hooks-test");
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver = new TopologyTestDriver(topology, config);
        input = driver.createInputTopic("input", new StringSerializer(), new StringSerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void marker_announcesEachCommitAfterIt() {
        input.pipeInput(MARK);
        input.pipeInput("no marker");
        input.pipeInput(MARK);

        assertThat(told).containsExactly(WRITTEN_THROUGH, COMMIT_FOLLOWS, WRITTEN_THROUGH, COMMIT_FOLLOWS);
    }

    @Test
    void marker_announcesNoCommitWhenAShrinkingCacheEvictsIt() {
        input.pipeInput(SHRINK);

        assertThat(told).containsExactly(WRITTEN_THROUGH);
    }

    @Test
    void marker_announcesNoCommitWhenTheCacheCannotHoldIt() {
        input.pipeInput(SHRINK);
        told.clear();
        input.pipeInput(MARK);

        assertThat(told).containsExactly(WRITTEN_THROUGH);
    }

    @Test
    void listener_isToldOnceThatItsThreadHasCommitted() {
        input.pipeInput(MARK);
        CommitHooks.transactionCommitted();
        CommitHooks.transactionCommitted();

        assertThat(told).containsExactly(WRITTEN_THROUGH, COMMIT_FOLLOWS, COMMITTED);
    }

    @Test
    void listener_isToldNothingOfACommitAfterItsTaskHasEnded() {
        input.pipeInput(MARK);
        input.pipeInput(END);
        CommitHooks.transactionCommitted();

        assertThat(told).containsExactly(WRITTEN_THROUGH, COMMIT_FOLLOWS);
    }

    /** Sets a marker, and lets the cache shrink as Kafka Streams does when a thread is added. */
    private final class Marker implements Processor<String, String, Void, Void>, CommitHooks.Listener {

        private ProcessorContext<Void, Void> context;
        private CommitHooks.Hook hook;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            this.context = context;
            hook = hooks.register(context, this);
        }

        @Override
        public void process(Record<String, String> record) {
            if (record.value().equals(MARK) || record.value().equals(SHRINK)) {
                hook.mark();
            }
            if (record.value().equals(END)) {
                close();
            }
            if (record.value().equals(SHRINK)) {
                ((InternalProcessorContext<?, ?>) context).cache().resize(0);
            }
        }

        @Override
        public void close() {
            hook.close();
        }

        @Override
        public void writtenThrough() {
            told.add(WRITTEN_THROUGH);
        }

        @Override
        public void commitFollows() {
            told.add(COMMIT_FOLLOWS);
        }

        @Override
        public void committed() {
            told.add(COMMITTED);
        }
    }
}
