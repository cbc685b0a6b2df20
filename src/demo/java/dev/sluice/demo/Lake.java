package dev.sluice.demo;

import dev.sluice.batch.header.ObjectKey;
import dev.sluice.format.ObjectFormats;
import dev.sluice.format.ObjectRows;
import dev.sluice.testing.EmbeddedS3;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket as its readers see it: listed and fetched with the AWS SDK, opened with Avro's own reader. */
final class Lake implements AutoCloseable {

    static final String BUCKET = "lake";

    /** An object as the listing has it. */
    record StoredObject(String key, long bytes) {}

    private static final GenericData AVRO = new GenericData();

    static {
        AVRO.addLogicalTypeConversion(new Conversions.DecimalConversion());
        AVRO.addLogicalTypeConversion(new Conversions.UUIDConversion());
        AVRO.addLogicalTypeConversion(new TimeConversions.DateConversion());
        AVRO.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        AVRO.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    }

    private final S3Client client;

    Lake(EmbeddedS3 s3) {
        client = s3.client();
    }

    /** All objects, by key. */
    List<StoredObject> list() {
        return client.listObjectsV2Paginator(request -> request.bucket(BUCKET)).contents().stream()
                .map(object -> new StoredObject(object.key(), object.size()))
                .toList();
    }

    /** Hands over each record of an object; returns how many there are. */
    long read(String key, Consumer<GenericRecord> onRecord) {
        byte[] bytes = client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                .asByteArrayUnsafe();
        String format = ObjectKey.parse(key).extension();
        try (ObjectRows rows = ObjectFormats.named(format).open(new ByteArrayInputStream(bytes), AVRO)) {
            long count = 0;
            for (GenericRecord row = rows.next(null); row != null; row = rows.next(null)) {
                onRecord.accept(row);
                count++;
            }
            return count;
        } catch (IOException e) {
            throw new IllegalStateException(key + " is no whole object of format " + format, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
