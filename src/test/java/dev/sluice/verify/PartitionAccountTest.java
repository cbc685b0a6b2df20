package dev.sluice.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kafka.OffsetSet;
import dev.sluice.verify.PartitionAccount.End;
import dev.sluice.verify.Verdict.PartitionCounts;
import dev.sluice.verify.Verdict.Place;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionAccountTest {

    /** Offsets 10 to 19, of which the service has read those before 18. */
    private final PartitionAccount account = new PartitionAccount(new TopicPartition("payments", 3), 10, 20, 18);

    private PartitionCounts walk() {
        account.startWalk();
        for (long offset = 0; offset < 30; offset++) {
            account.walk(offset, false);
        }
        return account.counts();
    }

    private static List<Long> offsets(OffsetSet set) {
        List<Long> offsets = new ArrayList<>();
        set.forEach((first, last) -> {
            for (long offset = first; offset <= last; offset++) {
                offsets.add(offset);
            }
        });
        return offsets;
    }

    @Test
    void records_areCountedInOnePlaceEach() {
        account.end(End.LANDED, 0, 12);
        account.end(End.DEAD_LETTERED, 13, 13);
        account.end(End.DAMAGED, 14, 14);
        account.seenPending(15, 16);

        PartitionCounts counts = walk();

        assertThat(counts.records()).isEqualTo(10);
        assertThat(counts.in(Place.LANDED)).isEqualTo(3);
        assertThat(counts.in(Place.DEAD_LETTERED)).isOne();
        assertThat(counts.in(Place.DAMAGED)).isOne();
        assertThat(counts.in(Place.PENDING)).isEqualTo(2);
        assertThat(counts.in(Place.LOST)).isOne();
        assertThat(offsets(account.lost())).containsExactly(17L);
        assertThat(counts.in(Place.NOT_READ)).isEqualTo(2);
        assertThat(counts.doubled()).isZero();
    }

    @Test
    void hole_isNoLossWhenTheInputHasNoRecordThere() {
        account.end(End.LANDED, 10, 14);
        account.end(End.LANDED, 16, 17);
        account.startWalk();
        for (long offset : new long[] {10, 11, 12, 13, 14, 16, 17}) {
            account.walk(offset, false);
        }

        assertThat(account.counts().in(Place.LOST)).isZero();
        assertThat(account.counts().records()).isEqualTo(7);
    }

    @Test
    void tombstone_isIgnoredOnlyWhenItIsInNoPlace() {
        account.end(End.LANDED, 10, 16);
        account.startWalk();
        for (long offset = 10; offset < 20; offset++) {
            account.walk(offset, true);
        }

        assertThat(account.counts().in(Place.LANDED)).isEqualTo(7);
        assertThat(account.counts().in(Place.IGNORED)).isOne();
        assertThat(account.counts().in(Place.NOT_READ)).isEqualTo(2);
    }

    @Test
    void ends_areDoubledWhenTheyMeet() {
        account.end(End.LANDED, 10, 14);
        account.end(End.DEAD_LETTERED, 14, 14);
        account.end(End.LANDED, 10, 11);

        assertThat(offsets(account.doubled())).containsExactly(10L, 11L, 14L);
        assertThat(walk().in(Place.LANDED)).as("counted once").isEqualTo(5);
    }

    @Test
    void move_isNotDoubledWhenThePendingPlaceWasLeft() {
        account.seenPending(10, 17);
        account.end(End.LANDED, 10, 14);

        PartitionCounts counts = walk();

        assertThat(counts.doubled()).isZero();
        assertThat(counts.in(Place.LANDED)).isEqualTo(5);
        assertThat(counts.in(Place.PENDING)).isEqualTo(3);
    }

    @Test
    void pending_isDoubledWhenItStaysAfterItsEnd() {
        account.seenPending(10, 17);
        account.end(End.LANDED, 10, 14);
        account.stillBatched(14, 17);

        assertThat(offsets(account.doubled())).containsExactly(14L);
    }

    @Test
    void waiting_isDoubledWhenItIsAlsoBatchedOrInTheStoreTwice() {
        account.stillBatched(10, 10);
        account.stillWaiting(10, 10, true);
        account.stillWaiting(11, 11, true);
        account.stillWaiting(11, 11, true);
        account.stillWaiting(12, 12, true);
        account.stillWaiting(12, 12, false);

        assertThat(offsets(account.doubled()))
                .as("12 may have come back to the topic")
                .containsExactly(10L, 11L);
    }

    @Test
    void claims_areToldWhenTheInputHasNoSuchRecord() {
        account.end(End.LANDED, 10, 14);
        account.startWalk();
        account.walk(10, false);

        assertThat(account.claimsWithoutRecord()).isEqualTo(4);
    }
}
