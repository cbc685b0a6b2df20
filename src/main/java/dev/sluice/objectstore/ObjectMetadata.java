package dev.sluice.objectstore;

/** The names of the user metadata that each object carries; S3 puts {@code x-amz-meta-} before them. */
public final class ObjectMetadata {

    /** How many records the object holds; no object of Sluice's is without. */
    public static final String RECORDS = "sluice-records";

    /** Which application wrote it. */
    public static final String APPLICATION_ID = "sluice-application-id";

    /** The input topic of its records. */
    public static final String TOPIC = "sluice-topic";

    /** Their first and last offset in each partition: {@code 3:1200-51207}, separated by commas. */
    public static final String OFFSETS = "sluice-offsets";

    /** The CRC-32C of all bytes, in hexadecimal. */
    static final String CRC32C = "sluice-crc32c";

    private ObjectMetadata() {}
}
