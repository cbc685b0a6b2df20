package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.verify.Verdict;
import dev.sluice.verify.Verdict.ObjectCounts;
import dev.sluice.verify.Verdict.PartitionCounts;
import dev.sluice.verify.Verdict.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTextTest {

    private static final String NOTHING = "note: no record is in this range, so nothing was verified";

    private static List<String> lines(long records) {
        PartitionCounts counts = new PartitionCounts("in", 0, 7, 7 + records, 9, Map.of(Place.LANDED, records), 0);
        return VerdictText.lines(new Verdict(
                "sluice", List.of(counts), new ObjectCounts(1, 1, 10, 1, 0, true), Map.of(), List.of(), List.of()));
    }

    @Test
    void verdict_notesThatItIsOfNothingWhenNoRecordIsInItsRange() {
        assertThat(lines(0))
                .contains(NOTHING)
                .last()
                .asString()
                .startsWith("Whole: each of 0 records is in exactly one place");
        assertThat(lines(2)).doesNotContain(NOTHING);
    }
}
