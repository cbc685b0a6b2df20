package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.SampleBatches;
import dev.sluice.batch.UploadedObject;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.SourceOffsets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ManifestEntryTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Gap GAP = new Gap("transactions", "topic id", 3, 10, 20, 1_000, "expired");

    private static LandedObject landed() {
        BatchHeader batch = SampleBatches.sealed(7, 2, 3);
        SourceOffsets offsets = new SourceOffsets();
        offsets.add(3, 12);
        offsets.add(3, 10);
        offsets.add(3, 11);
        return LandedObject.of("bucket", new UploadedObject(batch, "\"e\"", 200, -2), offsets);
    }

    @Test
    void landedObject_isTheSealedBatchAndTheObjectThatIsThere() {
        assertThat(JSON.readTree(landed().encode())).isEqualTo(JSON.readTree("""
                {"version": 1, "kind": "object", "pipeline": "payments", "bucket": "bucket",
                 "key": "lake/transactions-3-00ff-7.avro", "format": "avro", "etag": "\\"e\\"", "crc32c": "fffffffe",
                 "records": 3, "rows": 3, "bytes": 200, "eventTimeMin": "1970-01-01T00:00:00.500Z",
                 "eventTimeMax": "1970-01-01T00:00:00.600Z", "topic": "transactions", "folder": "hour=1",
                 "folderValues": [], "offsets": {"3": "10+2"}, "lookupOffsets": {}, "schemaFingerprint": "f1",
                 "openedAt": "1970-01-01T00:00:00Z", "sealedAt": "1970-01-01T00:00:01Z", "sealReason": "age"}
                """));
        assertThat(landed().recordKey()).isEqualTo("lake/transactions-3-00ff-7.avro");
    }

    @Test
    void gap_saysWhichOffsetsAreGoneAndWhy() {
        assertThat(JSON.readTree(GAP.encode())).isEqualTo(JSON.readTree("""
                {"version": 1, "kind": "gap", "topic": "transactions", "topicId": "topic id", "partition": 3,
                 "first": 10, "last": 20, "noticedAt": "1970-01-01T00:00:01Z", "reason": "expired"}
                """));
        assertThat(GAP.recordKey()).isEqualTo("gap/transactions-3@10");
    }

    @Test
    void decode_ignoresMembersThatItDoesNotKnow() {
        for (ManifestEntry entry : new ManifestEntry[] {landed(), GAP}) {
            ObjectNode json = (ObjectNode) JSON.readTree(entry.encode());
            json.putObject("columnMetrics").put("amount", 1);

            assertThat(ManifestEntry.decode(JSON.writeValueAsBytes(json))).isEqualTo(entry);
        }
    }

    @Test
    void decode_takesAKindThatItDoesNotKnowAsOneToPassOver() {
        byte[] json = "{\"version\": 9, \"kind\": \"compaction\", \"into\": 1}".getBytes(StandardCharsets.UTF_8);

        ManifestEntry entry = ManifestEntry.decode(json);

        assertThat(entry).isEqualTo(new UnknownEntry("compaction"));
        assertThatThrownBy(entry::encode).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void decode_refusesALaterVersionOfAKindThatItKnows() {
        ObjectNode json = (ObjectNode) JSON.readTree(landed().encode());
        json.put("version", 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManifestEntry.decode(JSON.writeValueAsBytes(json)))
                .withMessageContainingAll("version 2", "reads version 1", "read it with the version of Sluice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"key\": 1}",
                "{\"version\": 1, \"kind\": \"object\"}",
                "{\"version\": 1, \"kind\": \"gap\", \"topic\": \"t\"}",
                "{\"version\": [], \"kind\": \"gap\"}",
                "{\"kind\": \"object\"}",
            })
    void decode_refusesWhatIsNoEntry(String foreign) {
        assertThatThrownBy(() -> ManifestEntry.decode(foreign.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decode_refusesARecordWithoutValue() {
        assertThatThrownBy(() -> ManifestEntry.decode(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decode_refusesAnObjectWithAMemberThatIsWrong() {
        ObjectNode json = (ObjectNode) JSON.readTree(landed().encode());
        for (String member :
                new String[] {"eventTimeMin", "crc32c", "records", "offsets", "pipeline", "folderValues"}) {
            ObjectNode wrong = json.deepCopy();
            wrong.put(member, "Wrong!");

            assertThatThrownBy(() -> ManifestEntry.decode(JSON.writeValueAsBytes(wrong)))
                    .as(member)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void gap_isRefusedWhenItIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Gap("t", null, 0, 5, 4, 0, "expired"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Gap("t", null, 0, 5, 6, 0, "It was gone."));
    }
}
