package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog(1_000, 10);

    @Test
    void intake_pausesBeyondEitherBoundAndResumesAtHalfOfBoth() {
        backlog.addWaiting(10, 1_000);
        assertThat(backlog.shouldPause()).isFalse();
        backlog.addWaiting(0, 1);
        assertThat(backlog.shouldPause()).isTrue();
        backlog.addWaiting(1, -1);
        assertThat(backlog.shouldPause()).isTrue();
        assertThat(backlog.waitingBatches()).isEqualTo(11);

        backlog.addWaiting(-6, -499);
        assertThat(backlog.shouldResume()).isFalse();
        backlog.addWaiting(0, -1);
        assertThat(backlog.shouldResume()).isTrue();
        backlog.addWaiting(1, 0);
        assertThat(backlog.shouldResume()).isFalse();
    }

    @Test
    void storesAndOpenBatches_haveTheirBounds() {
        backlog.addStored(1_000);
        backlog.addOpen(10);
        assertThat(backlog.isFull()).isFalse();
        assertThat(backlog.hasTooManyOpen()).isFalse();
        backlog.addStored(1);
        backlog.addOpen(1);
        assertThat(backlog.isFull()).isTrue();
        assertThat(backlog.hasTooManyOpen()).isTrue();
    }
}
