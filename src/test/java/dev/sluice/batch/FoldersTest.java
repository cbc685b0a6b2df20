package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.header.Folder;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FoldersTest {

    private static final String PATTERN = "'date='yyyy-MM-dd'/hour='HH";

    @Test
    void folder_isTheEventTimeInTheZone() {
        long time = Instant.parse("2026-11-20T23:59:59.999Z").toEpochMilli();

        assertThat(new Folders(PATTERN, ZoneId.of("UTC")).at(time).path()).isEqualTo("date=2026-11-20/hour=23");
        assertThat(new Folders(PATTERN, ZoneId.of("Europe/Berlin")).at(time).path())
                .isEqualTo("date=2026-11-21/hour=00");
        assertThat(new Folders(PATTERN, ZoneId.of("Asia/Kathmandu")).at(time).path())
                .isEqualTo("date=2026-11-21/hour=05");
    }

    @Test
    void folder_followsTheZonesOwnChangeOfOffset() {
        Folders folders = new Folders(PATTERN, ZoneId.of("Europe/Berlin"));

        assertThat(folders.at(Instant.parse("2026-10-25T00:30:00Z").toEpochMilli())
                        .path())
                .endsWith("hour=02");
        assertThat(folders.at(Instant.parse("2026-10-25T01:30:00Z").toEpochMilli())
                        .path())
                .endsWith("hour=02");
        assertThat(folders.at(Instant.parse("2026-10-25T02:30:00Z").toEpochMilli())
                        .path())
                .endsWith("hour=03");
    }

    @Test
    void folder_isRightBeforeTheEpoch() {
        assertThat(new Folders(PATTERN, ZoneId.of("UTC")).at(-1).path()).isEqualTo("date=1969-12-31/hour=23");
    }

    @Test
    void pattern_isRefusedWhenItIsNone() {
        assertThatThrownBy(() -> new Folders("date=yyyy", ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void objectKey_leavesOutWhatIsEmpty() {
        assertThat(new ObjectKeys("", 3, "00ff", "avro").key("t", new Folder(""), 7))
                .hasToString("t/t-3-00ff-7.avro");
        assertThat(new ObjectKeys("a/b", 3, "00ff", "avro").key("t", new Folder("date=2026-11-20"), 7))
                .hasToString("a/b/t/date=2026-11-20/t-3-00ff-7.avro");
    }

    @Test
    void incarnation_isDrawnAnewEachTime() {
        assertThat(ObjectKeys.drawIncarnation()).matches("[0-9a-f]{16}").isNotEqualTo(ObjectKeys.drawIncarnation());
    }
}
