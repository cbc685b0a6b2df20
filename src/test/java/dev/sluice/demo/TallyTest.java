package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.Tally.Verdict;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally();

    TallyTest() {
        tally.fed(0, 0);
        tally.fed(0, 1);
        tally.fed(3, 0);
    }

    @Test
    void verdict_holdsWhenEachPositionIsInOnePlace() {
        tally.landed(0, 0);
        tally.deadLettered(0, 1);
        tally.landed(3, 0);

        assertThat(tally.verdict()).isEqualTo(new Verdict(true, 3, 2, 1, 0, 0, 0));
        assertThat(tally.verdict().holds()).isTrue();
    }

    @Test
    void verdict_doesNotHoldWhenOneIsLostAndAnotherDoubled() {
        tally.landed(0, 0);
        tally.landed(3, 0);
        tally.deadLettered(3, 0);

        assertThat(tally.verdict()).isEqualTo(new Verdict(true, 3, 2, 1, 1, 1, 0));
        assertThat(tally.verdict().holds()).isFalse();
    }

    @Test
    void verdict_doesNotHoldWhenAPositionWasNeverFed() {
        tally.landed(0, 0);
        tally.landed(0, 1);
        tally.landed(3, 0);
        tally.landed(3, 1);

        assertThat(tally.verdict().strange()).isEqualTo(1);
        assertThat(tally.verdict().holds()).isFalse();
    }

    @Test
    void verdict_comparesNumbersWhenObjectsNameNoPositions() {
        tally.landedWithoutPosition();
        tally.landedWithoutPosition();

        assertThat(tally.verdict()).isEqualTo(new Verdict(false, 3, 2, 0, 1, 0, 0));
        assertThat(tally.verdict().holds()).isFalse();
    }
}
