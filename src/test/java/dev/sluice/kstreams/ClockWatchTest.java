package dev.sluice.kstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private long wallMillis = 1_000_000;
    private long nanos = 77;
    private final ClockWatch watch = new ClockWatch(() -> {}, () -> wallMillis, () -> nanos);

    private void pass(long millis) {
        wallMillis += millis;
        nanos += millis * 1_000_000;
    }

    @Test
    void check_passesWhileTheClockGoesOnOrIsCorrectedByLittle() {
        pass(60_000);
        wallMillis -= ClockWatch.TOLERANCE_MILLIS;
        assertThatCode(watch::check).doesNotThrowAnyException();
    }

    @Test
    void check_passesWhenTheClockIsSetForward() {
        wallMillis += 600_000;
        assertThatCode(watch::check).doesNotThrowAnyException();
    }

    @Test
    void check_replacesTheThreadWhenTheClockIsSetBackHoweverLongAgo() {
        pass(60_000);
        wallMillis -= 600_000;
        pass(30_000);
        assertThatThrownBy(watch::check)
                .isInstanceOf(StreamThreadRestartException.class)
                .hasMessageContaining("600000 ms");
    }

    @Test
    void check_replacesTheThreadWhenAStepForwardIsTakenBack() {
        wallMillis += 600_000;
        watch.check();
        wallMillis -= 600_000;
        assertThatThrownBy(watch::check).isInstanceOf(StreamThreadRestartException.class);
    }

    @Test
    void pollOrNothing_goesOnWithTheNewTimeWhenTheClockIsSetBack() {
        assertThat(watch.pollOrNothing(() -> {
                            wallMillis -= 600_000;
                            throw new WakeupException();
                        })
                        .isEmpty())
                .isTrue();
        watch.pollOrNothing(() -> {
            assertThatCode(watch::check).doesNotThrowAnyException();
            return ConsumerRecords.empty();
        });
    }
}
