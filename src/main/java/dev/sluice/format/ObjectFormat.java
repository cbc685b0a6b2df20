package dev.sluice.format;

import dev.sluice.batch.header.BatchHeader;
import dev.sluice.objectstore.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.avro.generic.GenericData;

/**
 * A format of objects: how a sealed batch becomes an object, and how an object is read again.
 *
 * <p>Batches are Avro files in every format, block by block; a format may write them anew. Safe to use from any thread.
 */
public interface ObjectFormat {

    /** The name in settings, batch headers and the manifest: {@code avro}. */
    String name();

    /** What its objects' keys end with, after the dot. */
    String extension();

    /** Its media type (RFC 6838). */
    String contentType();

    /**
     * The object that a sealed batch becomes: the same bytes each time, whichever process makes it.
     *
     * @param avroFile the batch as an Avro file, which can be opened any number of times
     * @param metadata the object's user metadata
     * @throws IOException if the batch cannot be read or written anew; nothing is lost, and it may be tried again
     */
    ObjectContent content(BatchHeader batch, ObjectContent.Source avroFile, Map<String, String> metadata)
            throws IOException;

    /**
     * Opens an object to read its rows.
     *
     * @param object its bytes, which are closed with the result
     * @param model how values are represented, logical types among them
     * @throws IOException if they are no object of this format, or cannot be read
     */
    ObjectRows open(InputStream object, GenericData model) throws IOException;
}
