package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TraceOnlyTest {

    @Test
    void trace_hasClassesAndPlacesAndNoMessages() {
        Exception failure = new IllegalStateException(
                "cannot convert 4111111111111111", new NumberFormatException("For input string: \"4111111111111111\""));

        StringWriter text = new StringWriter();
        new TraceOnly(failure).printStackTrace(new PrintWriter(text, true));

        assertThat(text.toString())
                .contains("IllegalStateException", "NumberFormatException", "TraceOnlyTest.java")
                .doesNotContain("4111");
    }
}
