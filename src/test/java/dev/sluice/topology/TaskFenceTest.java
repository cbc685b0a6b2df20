package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFenceTest {

    private static final TaskId TASK = new TaskId(0, 3);

    @TempDir
    Path directory;

    private final TaskFence fence = new TaskFence();
    private MockProcessorContext<byte[], byte[]> context;

    @BeforeEach
    void start() {
        Properties config = new Properties();
        config.put("bootstrap.servers", "unused:1");
        config.put("application.id", "test");
        context = new MockProcessorContext<>(config, TASK, new File(directory.toString()));
        initialise();
        fence.begin();
    }

    private void initialise() {
        fence.init(context.getStateStoreContext(), fence);
    }

    @Test
    void taskThatHasConsumed_isNotRevived() {
        fence.consumed();
        fence.close();
        assertThatThrownBy(this::initialise)
                .isInstanceOf(RevivedTaskException.class)
                .hasMessageContaining("task 0_3 ")
                .matches(e -> RevivedTaskException.isCauseOf(new StreamsException(e)));
    }

    @Test
    void taskThatWasSuspendedSinceItConsumed_isNotRevivedEither() {
        fence.consumed();
        fence.begin();
        fence.close();
        assertThatThrownBy(this::initialise).isInstanceOf(RevivedTaskException.class);
    }

    @Test
    void taskThatHasConsumedNothing_isInitialisedAsOftenAsItTakes() {
        fence.close();
        assertThatCode(this::initialise).doesNotThrowAnyException();
    }
}
