package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.config.SettingsException;
import dev.sluice.kafka.FencedException;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.kafka.UnusableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailureReportTest {

    private final StringWriter err = new StringWriter();

    @Command(name = "any")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private int execute(Exception failure) {
        return new CommandLine(new Failing(failure))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(FailureReport::print)
                .execute();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(4, new FencedException("taken over", null)),
                Arguments.of(1, new UncheckedIOException("cannot be read", new IOException("broken"))),
                Arguments.of(1, new KafkaException("went wrong")),
                Arguments.of(2, new SettingsException(List.of("A is not set"))),
                Arguments.of(2, new UnusableException("there is no topic a", null)),
                Arguments.of(2, new UnusableFileException("a.avsc", "it is a directory")),
                Arguments.of(2, new KafkaException("cannot be made", new ConfigException("no such class"))),
                Arguments.of(3, new NoAnswerException("Kafka did not tell", null)),
                Arguments.of(3, new KafkaException("gave up", new TimeoutException("too late"))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_thatAPersonCanCorrectIsAMessageWithItsStatus(int status, Exception failure) {
        assertThat(execute(failure)).isEqualTo(status);

        assertThat(err.toString()).startsWith("sluice: ").doesNotContain("\tat ");
        assertThat(err.toString())
                .contains(failure instanceof SettingsException e ? e.problems().get(0) : failure.getMessage());
    }

    @Test
    void cause_isPrintedBelowTheMessage() {
        execute(new KafkaException("cannot be made", new ConfigException("no such class")));

        assertThat(err.toString().lines()).containsExactly("sluice: cannot be made", "  because: no such class");
    }

    @Test
    void defect_isPrintedWithItsStack() {
        assertThat(execute(new IllegalStateException("a defect"))).isEqualTo(1);

        assertThat(err.toString()).contains("IllegalStateException: a defect", "\tat ");
    }
}
