package dev.sluice.config;

import static ch.qos.logback.core.spi.FilterReply.DENY;
import static ch.qos.logback.core.spi.FilterReply.NEUTRAL;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LibraryLogThrottleTest {

    private static final String KAFKA = "org.apache.kafka.clients.NetworkClient";

    private final LibraryLogThrottle repeats = new LibraryLogThrottle();

    private FilterReply decide(String logger, long atSecond, int node, @Nullable Throwable thrown) {
        LoggingEvent event = new LoggingEvent(
                "",
                new LoggerContext().getLogger(logger),
                Level.WARN,
                "Connection to node {} could not be established.",
                thrown,
                new Object[] {node});
        event.setInstant(Instant.ofEpochSecond(atSecond));
        return repeats.decide(event);
    }

    @Test
    void line_isLoggedOnceAMinuteWhenALibraryRepeatsIt() {
        assertThat(decide(KAFKA, 0, 1, null)).isEqualTo(NEUTRAL);
        assertThat(decide(KAFKA, 1, 1, null)).isEqualTo(DENY);
        assertThat(decide(KAFKA, 59, 1, null)).isEqualTo(DENY);
        assertThat(decide(KAFKA, 60, 1, null)).isEqualTo(NEUTRAL);
        assertThat(decide(KAFKA, 61, 1, null)).isEqualTo(DENY);
    }

    @Test
    void line_isLoggedWhenItSaysSomethingElse() {
        assertThat(decide(KAFKA, 0, 1, null)).isEqualTo(NEUTRAL);
        assertThat(decide(KAFKA, 0, 2, null)).isEqualTo(NEUTRAL);
        assertThat(decide("org.apache.kafka.clients.Metadata", 0, 1, null)).isEqualTo(NEUTRAL);
    }

    @Test
    void line_isLoggedWhenItIsOursOrHasAnException() {
        for (int i = 0; i < 2; i++) {
            assertThat(decide("dev.sluice.BucketWatch", i, 1, null)).isEqualTo(NEUTRAL);
            assertThat(decide(KAFKA, i, 1, new IllegalStateException())).isEqualTo(NEUTRAL);
        }
    }
}
