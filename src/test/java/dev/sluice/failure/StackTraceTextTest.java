package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackTraceTextTest {

    private static final String SECRET = "5105105105105100";

    @Test
    void text_hasClassesAndFramesOfAllCausesAndNoMessages() {
        Throwable thrown = new IllegalStateException(SECRET, new NumberFormatException("For input: " + SECRET));

        assertThat(StackTraceText.of(thrown))
                .startsWith("java.lang.IllegalStateException\n\tat " + StackTraceTextTest.class.getName())
                .contains("\nCaused by: java.lang.NumberFormatException\n\tat ")
                .doesNotContain(SECRET);
    }

    @Test
    void text_endsAtAWholeFrameWhenItWouldGetTooLong() {
        Throwable thrown = new Exception();
        for (int i = 0; i < 50; i++) {
            thrown = new Exception(thrown);
        }
        String text = StackTraceText.of(thrown);

        assertThat(text).endsWith("\n\t...");
        assertThat(text.length()).isBetween(StackTraceText.MAX_CHARACTERS - 300, StackTraceText.MAX_CHARACTERS);
        assertThat(text.lines().skip(1)).allMatch(line -> line.matches("\tat .*\\)|Caused by: .*|\t\\.\\.\\."));
    }

    @Test
    void text_hasTheInnermostFramesWhenTheStackIsDeep() {
        List<String> lines = StackTraceText.of(deep(500)).lines().toList();

        assertThat(lines).hasSize(1 + StackTraceText.MAX_FRAMES);
        assertThat(lines.get(1)).contains("StackTraceTextTest.deep");
    }

    @Test
    void text_endsWhenAnExceptionIsItsOwnCausesCause() {
        Exception first = new Exception();
        first.initCause(new Exception(first));

        assertThat(StackTraceText.of(first).split("Caused by: ")).hasSize(2);
    }

    private static Exception deep(int frames) {
        return frames == 0 ? new Exception() : deep(frames - 1);
    }
}
