package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFenceTest {

    @TempDir
    Path directory;

    private final TaskFence fence = new TaskFence();
    private MockProcessorContext<byte[], byte[]> context;

    @BeforeEach
    void start() {
        context = MockTask.context(directory);
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
