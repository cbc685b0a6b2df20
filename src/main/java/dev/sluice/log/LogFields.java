package dev.sluice.log;

/**
 * The names of the fields of structured log lines, for {@code addKeyValue} of SLF4J's fluent API.
 *
 * <p>The message is a sentence without values; the values are fields. The JSON format writes each field as a member of
 * the line's object; the plain format appends {@code name="value"} to the message. A field never holds a
 * record's key, value or headers.
 */
public final class LogFields {

    /** The application id: the consumer group, and the prefix of internal topics. */
    public static final String APPLICATION_ID = "applicationId";

    /** The stream task, as Kafka Streams writes it: {@code 0_3}. */
    public static final String TASK = "task";

    /** A Kafka topic. */
    public static final String TOPIC = "topic";

    /** The partition number within the topic. */
    public static final String PARTITION = "partition";

    /** The offset of a record in its partition. */
    public static final String OFFSET = "offset";

    /** The lookup table. */
    public static final String TABLE = "table";

    /** The fingerprint of the mapping. */
    public static final String MAPPING = "mapping";

    /** The bucket. */
    public static final String BUCKET = "bucket";

    /** The key of an object in the bucket; never the key of a record. */
    public static final String OBJECT_KEY = "key";

    /** Why: a label of a failure or seal reason, or the message of a cause. */
    public static final String REASON = "reason";

    /** How many records. */
    public static final String RECORDS = "records";

    /** How many batches. */
    public static final String BATCHES = "batches";

    /** How many bytes. */
    public static final String BYTES = "bytes";

    /** How many objects. */
    public static final String OBJECTS = "objects";

    /** How many attempts, or the number of one. */
    public static final String ATTEMPTS = "attempts";

    /** How many events a throttled line stands for. */
    public static final String REPEATS = "repeats";

    /** The bound that was reached. */
    public static final String LIMIT = "limit";

    /** How long, as an ISO 8601 duration. */
    public static final String DURATION = "duration";

    /** The state something is in now. */
    public static final String STATE = "state";

    /** The state it was in before. */
    public static final String PREVIOUS_STATE = "previousState";

    /** The environment variable to look at, or to change. */
    public static final String SETTING = "setting";

    /** A local address, with its port. */
    public static final String ADDRESS = "address";

    /** The path of an HTTP request. */
    public static final String PATH = "path";

    private LogFields() {}
}
