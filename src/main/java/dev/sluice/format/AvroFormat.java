package dev.sluice.format;

import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.Content.Blocks;
import dev.sluice.objectstore.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.avro.generic.GenericData;

/** Avro object container files (Avro 1.12 specification): the batch's own bytes. */
final class AvroFormat implements ObjectFormat {

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public String extension() {
        return "avro";
    }

    @Override
    public String contentType() {
        return "application/vnd.apache.avro";
    }

    @Override
    public ObjectContent content(BatchHeader batch, ObjectContent.Source avroFile, Map<String, String> metadata) {
        Blocks blocks = batch.content().blocks();
        return new ObjectContent(blocks.bytes(), blocks.crc32c(), contentType(), metadata, avroFile);
    }

    @Override
    public ObjectRows open(InputStream object, GenericData model) throws IOException {
        return new AvroRows(object, model);
    }
}
