package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PartitionPathsTest {

    private static final String PATTERN = "'date='yyyy-MM-dd'/hour='HH";

    @Test
    void path_isTheEventTimeInTheZone() {
        long time = Instant.parse("2026-11-20T23:59:59.999Z").toEpochMilli();

        assertThat(new PartitionPaths(PATTERN, ZoneId.of("UTC")).path(time)).isEqualTo("date=2026-11-20/hour=23");
        assertThat(new PartitionPaths(PATTERN, ZoneId.of("Europe/Berlin")).path(time))
                .isEqualTo("date=2026-11-21/hour=00");
        assertThat(new PartitionPaths(PATTERN, ZoneId.of("Asia/Kathmandu")).path(time))
                .isEqualTo("date=2026-11-21/hour=05");
    }

    @Test
    void path_followsTheZonesOwnChangeOfOffset() {
        PartitionPaths paths = new PartitionPaths(PATTERN, ZoneId.of("Europe/Berlin"));

        assertThat(paths.path(Instant.parse("2026-10-25T00:30:00Z").toEpochMilli()))
                .endsWith("hour=02");
        assertThat(paths.path(Instant.parse("2026-10-25T01:30:00Z").toEpochMilli()))
                .endsWith("hour=02");
        assertThat(paths.path(Instant.parse("2026-10-25T02:30:00Z").toEpochMilli()))
                .endsWith("hour=03");
    }

    @Test
    void path_isRightBeforeTheEpoch() {
        assertThat(new PartitionPaths(PATTERN, ZoneId.of("UTC")).path(-1)).isEqualTo("date=1969-12-31/hour=23");
    }

    @Test
    void pattern_isRefusedWhenItIsNone() {
        assertThatThrownBy(() -> new PartitionPaths("date=yyyy", ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void objectKey_leavesOutWhatIsEmpty() {
        assertThat(new ObjectKeys("", 3, "00ff").key("t", "", 7)).isEqualTo("t/t-3-00ff-7.avro");
        assertThat(new ObjectKeys("a/b", 3, "00ff").key("t", "date=2026-11-20", 7))
                .isEqualTo("a/b/t/date=2026-11-20/t-3-00ff-7.avro");
    }

    @Test
    void incarnation_isDrawnAnewEachTime() {
        assertThat(ObjectKeys.drawIncarnation()).matches("[0-9a-f]{16}").isNotEqualTo(ObjectKeys.drawIncarnation());
    }
}
