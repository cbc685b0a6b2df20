package dev.sluice.format;

import dev.sluice.mapping.schema.SchemaText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The rows of an Avro object container file, of which one block at a time is in memory. */
final class AvroRows implements ObjectRows {

    private final DataFileStream<GenericRecord> file;

    AvroRows(InputStream object, GenericData model) throws IOException {
        file = new DataFileStream<>(object, new GenericDatumReader<>(null, null, model));
    }

    @Override
    public Schema schema() {
        return file.getSchema();
    }

    @Override
    public String schemaFingerprint() {
        return SchemaText.fingerprint(file.getMetaString(DataFileConstants.SCHEMA));
    }

    @Override
    public Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        for (String key : file.getMetaKeys()) {
            if (!key.equals(DataFileConstants.SCHEMA)) {
                metadata.put(key, file.getMetaString(key));
            }
        }
        return metadata;
    }

    @Override
    public @Nullable GenericRecord next(@Nullable GenericRecord reuse) throws IOException {
        return file.hasNext() ? file.next(reuse) : null;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
