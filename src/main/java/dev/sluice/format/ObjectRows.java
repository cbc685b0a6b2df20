package dev.sluice.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The rows of an object, in its order. For one thread at a time. */
public interface ObjectRows extends Closeable {

    /** The schema that the rows were written with. */
    Schema schema();

    /** Tells that schema from others, as the manifest does: {@link dev.sluice.mapping.Mapping#schemaFingerprint()}. */
    String schemaFingerprint();

    /** What the object's file says of itself, beside the schema. */
    Map<String, String> metadata();

    /**
     * The next row, or null after the last one.
     *
     * @param reuse a row that is not needed any more, to be filled anew; or null
     * @throws IOException if the bytes break off, or are no rows
     */
    @Nullable
    GenericRecord next(@Nullable GenericRecord reuse) throws IOException;
}
