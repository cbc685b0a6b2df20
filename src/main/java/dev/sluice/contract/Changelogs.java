package dev.sluice.contract;

/** The service's state stores by name, and the topics that back them. */
public final class Changelogs {

    /** Batches and their blocks. */
    public static final String BLOCKS = "blocks";

    /** Records that wait for their retry. */
    public static final String RETRIES = "retries";

    private Changelogs() {}

    /** The topic that backs the batches, whose records {@link BatchReplay} takes. */
    public static String blocks(String applicationId) {
        return topic(applicationId, BLOCKS);
    }

    /** The topic that backs the records waiting for a retry, which {@link RetryReplay} takes. */
    public static String retries(String applicationId) {
        return topic(applicationId, RETRIES);
    }

    private static String topic(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }
}
