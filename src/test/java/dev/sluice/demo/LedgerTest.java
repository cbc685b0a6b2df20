package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.Ledger.Verdict;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    LedgerTest() {
        ledger.fed(0, 0);
        ledger.fed(0, 1);
        ledger.fed(3, 0);
    }

    @Test
    void verdict_holdsWhenEachPositionIsInOnePlace() {
        ledger.landed(0, 0);
        ledger.deadLettered(0, 1);
        ledger.landed(3, 0);

        assertThat(ledger.verdict()).isEqualTo(new Verdict(true, 3, 2, 1, 0, 0, 0));
        assertThat(ledger.verdict().holds()).isTrue();
    }

    @Test
    void verdict_doesNotHoldWhenOneIsLostAndAnotherDoubled() {
        ledger.landed(0, 0);
        ledger.landed(3, 0);
        ledger.deadLettered(3, 0);

        assertThat(ledger.verdict()).isEqualTo(new Verdict(true, 3, 2, 1, 1, 1, 0));
        assertThat(ledger.verdict().holds()).isFalse();
    }

    @Test
    void verdict_doesNotHoldWhenAPositionWasNeverFed() {
        ledger.landed(0, 0);
        ledger.landed(0, 1);
        ledger.landed(3, 0);
        ledger.landed(3, 1);

        assertThat(ledger.verdict().strange()).isEqualTo(1);
        assertThat(ledger.verdict().holds()).isFalse();
    }

    @Test
    void verdict_comparesNumbersWhenObjectsNameNoPositions() {
        ledger.landedWithoutPosition();
        ledger.landedWithoutPosition();

        assertThat(ledger.verdict()).isEqualTo(new Verdict(false, 3, 2, 0, 1, 0, 0));
        assertThat(ledger.verdict().holds()).isFalse();
    }
}
