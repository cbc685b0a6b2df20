package dev.sluice.config;

/**
 * The names of the settings that messages of other packages mention; no other package spells them.
 *
 * <p>Packages that {@code config} is built on cannot use these: they describe a setting in words, or take its name as an
 * argument.
 */
public final class SettingNames {

    public static final String APPLICATION_ID = "SLUICE_APPLICATION_ID";
    public static final String INPUT_TOPICS = "SLUICE_INPUT_TOPICS";
    public static final String SCHEMA_FILE = "SLUICE_SCHEMA_FILE";
    public static final String LOOKUPS = "SLUICE_LOOKUPS";
    public static final String S3_ENDPOINT = "SLUICE_S3_ENDPOINT";
    public static final String HTTP_ADDRESS = "SLUICE_HTTP_ADDRESS";
    public static final String STATE_DIRECTORY = "SLUICE_STATE_DIRECTORY";
    public static final String SHUTDOWN_TIMEOUT = "SLUICE_SHUTDOWN_TIMEOUT";

    public static final String BROKERS = "KAFKA_BOOTSTRAP_SERVERS";
    public static final String CHANGELOG_MAX_BYTES = "KAFKA_TOPIC_MAX_MESSAGE_BYTES";
    public static final String PRODUCER_MAX_BYTES = "KAFKA_PRODUCER_MAX_REQUEST_SIZE";
    public static final String TRANSACTION_TIMEOUT = "KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS";

    /** The remedy when Kafka's clients refuse their settings. */
    public static final String CORRECT_KAFKA = "correct " + BROKERS + " and the other KAFKA_ settings";

    /** The remedy when Kafka does not answer. */
    public static final String CHECK_KAFKA =
            "check " + BROKERS + " and the KAFKA_ settings of security, and that brokers answer";

    private SettingNames() {}
}
