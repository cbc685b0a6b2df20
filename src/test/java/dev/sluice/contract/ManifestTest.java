package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.BatchHeader;
import dev.sluice.batch.BatchHeader.Seal;
import dev.sluice.batch.LookupOffsets;
import dev.sluice.batch.SealReason;
import dev.sluice.batch.SourceOffsets;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {

    @Test
    void decode_readsWhatEncodeWrote() {
        BatchHeader batch = new BatchHeader(
                7,
                "lake/payments/a.avro",
                "payments",
                "hour=1",
                "f00",
                "null",
                1,
                2,
                3,
                400,
                5,
                6,
                2,
                new LookupOffsets(new TreeMap<>(Map.of("ref", new TreeMap<>(Map.of(0, 17L))))),
                new Seal(SealReason.AGE, 9));
        SourceOffsets offsets = new SourceOffsets();
        offsets.add(3, 12);
        offsets.add(3, 10);
        offsets.add(3, 11);

        AnnouncedObject object = Manifest.decode(Manifest.encode("bucket", batch, "\"e\"", -2, offsets));

        assertThat(object)
                .usingRecursiveComparison()
                .isEqualTo(new AnnouncedObject(
                        "bucket", "lake/payments/a.avro", -2, 3, 400, "payments", offsets.normalizedByPartition()));
    }

    @Test
    void decode_refusesWhatIsNoAnnouncement() {
        for (String foreign : new String[] {"", "{", "[]", "{\"key\": 1}"}) {
            assertThatThrownBy(() -> Manifest.decode(foreign.getBytes(StandardCharsets.UTF_8)))
                    .as(foreign)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Manifest.decode(null)).isInstanceOf(IllegalArgumentException.class);
    }
}
