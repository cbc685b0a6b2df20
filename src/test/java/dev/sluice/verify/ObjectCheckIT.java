package dev.sluice.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.TimeRange;
import dev.sluice.contract.LandedObject;
import dev.sluice.contract.LandedObject.Life;
import dev.sluice.contract.LandedObject.ObjectFile;
import dev.sluice.contract.LandedObject.Rows;
import dev.sluice.objectstore.BucketReader;
import dev.sluice.objectstore.S3Options;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.verify.ObjectCheck.Finding;
import dev.sluice.verify.Problem.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects whose manifest record is not true of them, although their bytes are the announced ones. */
class ObjectCheckIT {

    private static final Schema SCHEMA = new Schema.Parser().parse("""
                    {"type": "record", "name": "Payment", "fields": [
                      {"name": "topic", "type": "string"},
                      {"name": "source", "type": {"type": "record", "name": "Source", "fields": [
                        {"name": "partition", "type": "int"}, {"name": "offset", "type": ["null", "long"]}]}}]}""");
    private static final SourceFields FIELDS = new SourceFields("topic", "source.partition", "source.offset");
    private static final String KEY = "payments/a.avro";

    private final EmbeddedS3 server = EmbeddedS3.start();
    private S3Client client;
    private BucketReader bucket;

    @BeforeEach
    void connect() {
        server.createBucket("lake");
        server.useCredentials();
        client = server.client();
        bucket = new BucketReader(new S3Options("lake", server.endpoint(), null, true, Duration.ofSeconds(10)), 4);
    }

    @AfterEach
    void close() {
        bucket.close();
        client.close();
        server.close();
    }

    private static byte[] file(long... offsets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> file = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            file.create(SCHEMA, out);
            for (long offset : offsets) {
                file.append(new GenericRecordBuilder(SCHEMA)
                        .set("topic", "payments")
                        .set(
                                "source",
                                new GenericRecordBuilder(
                                                SCHEMA.getField("source").schema())
                                        .set("partition", 3)
                                        .set("offset", offset)
                                        .build())
                        .build());
            }
        }
        return out.toByteArray();
    }

    private Finding check(byte[] bytes, long records, String topic, String offsets, SourceFields fields)
            throws Exception {
        client.putObject(request -> request.bucket("lake").key(KEY), RequestBody.fromBytes(bytes));
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        ObjectFile file = new ObjectFile("lake", KEY, "avro", "\"etag\"", (int) crc.getValue(), bytes.length, "f1");
        return new ObjectCheck(bucket, fields, true).check(announced(file, topic, records, offsets));
    }

    private static LandedObject announced(String bucket, String format) {
        return announced(new ObjectFile(bucket, KEY, format, "\"etag\"", 0, 1, "f1"), "payments", 1, "10");
    }

    private static LandedObject announced(ObjectFile file, String topic, long records, String offsets) {
        return new LandedObject(
                new Origin("payments", topic, null, new Folder("")),
                file,
                new Rows(records, records, new TimeRange(0, 0)),
                new TreeMap<>(Map.of(3, OffsetRanges.parse(offsets))),
                LookupOffsets.NONE,
                new Life(0, 0, "age"));
    }

    @Test
    void object_isSoundWhenItsRecordsAreTheAnnouncedOnesInAnyOrder() throws Exception {
        Finding finding = check(file(12, 10, 11, 20), 4, "payments", "10+2,7", FIELDS);

        assertThat(finding.problem()).as(finding.text()).isNull();
        assertThat(finding.isOffsetsCompared()).isTrue();
    }

    @Test
    void offsets_areNotComparedWhenTheSchemaHasNone() throws Exception {
        Finding finding = check(file(12), 1, "payments", "99", new SourceFields(null, null, null));

        assertThat(finding.problem()).isNull();
        assertThat(finding.isOffsetsCompared()).isFalse();
    }

    @Test
    void offsets_areWrongWhenARecordComesFromElsewhere() throws Exception {
        Finding finding = check(file(10, 11), 2, "payments", "10,1", FIELDS);

        assertThat(finding.problem()).isEqualTo(Kind.WRONG_OFFSETS);
        assertThat(finding.text()).contains("partition 3: 2 offsets, 10 to 11");
    }

    @Test
    void offsets_areWrongWhenARecordComesFromAnotherTopic() throws Exception {
        assertThat(check(file(10, 11), 2, "refunds", "10+1", FIELDS).problem()).isEqualTo(Kind.WRONG_OFFSETS);
    }

    @Test
    void records_areWrongWhenThereAreMoreThanAnnounced() throws Exception {
        assertThat(check(file(10, 11), 1, "payments", "10+1", FIELDS).problem()).isEqualTo(Kind.WRONG_RECORDS);
    }

    @Test
    void object_isUnreadableWhenItIsNoAvroFile() throws Exception {
        assertThat(check(new byte[] {1, 2, 3}, 1, "payments", "10", FIELDS).problem())
                .isEqualTo(Kind.UNREADABLE_OBJECT);
    }

    @Test
    void records_areWrongWhenTheFileEndsWithinABlock() throws Exception {
        byte[] bytes = file(10, 11, 12);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 9);

        // Avro's reader takes half a block for the end.
        assertThat(check(cut, 3, "payments", "10+2", FIELDS).problem()).isEqualTo(Kind.WRONG_RECORDS);
    }

    @Test
    void object_isUnreadableWhenS3RefusesItOrNoFormatHasItsName() throws Exception {
        for (boolean opens : new boolean[] {true, false}) {
            LandedObject elsewhere = announced("another-bucket", "avro");
            Finding refused = new ObjectCheck(bucket, FIELDS, opens).check(elsewhere);
            assertThat(refused.problem()).isIn(Kind.UNREADABLE_OBJECT, Kind.MISSING_OBJECT);
        }
        Finding unknown = new ObjectCheck(bucket, FIELDS, true).check(announced("lake", "orc"));
        assertThat(unknown.problem()).isEqualTo(Kind.UNREADABLE_OBJECT);
        assertThat(unknown.text()).contains("orc");
    }
}
