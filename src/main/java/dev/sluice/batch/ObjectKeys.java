package dev.sluice.batch;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The object keys of one block store: {@code <prefix>/<topic>/<partition path>/<topic>-<task
 * partition>-<incarnation>-<sequence>.avro}.
 *
 * @param prefix the folder above all topics, or empty
 * @param taskPartition the partition of the task that owns the store
 * @param incarnation drawn once for each life of the store, so that no later life writes an earlier one's keys
 */
public record ObjectKeys(String prefix, int taskPartition, String incarnation) {

    /** What S3 takes, in bytes of UTF-8. */
    private static final int MAX_BYTES = 1024;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Draws an incarnation: 64 random bits as 16 hexadecimal digits. */
    public static String drawIncarnation() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }

    /** Throws {@link IllegalArgumentException} when an object of that topic could get a longer key than S3 takes. */
    public static void requireRoom(String prefix, String topic, PartitionPaths paths) {
        int pathBytes = paths.longestBytes();
        String incarnation = drawIncarnation();
        int keyBytes = bytes(new ObjectKeys(prefix, Integer.MAX_VALUE, incarnation).key(topic, "?", Long.MAX_VALUE))
                + pathBytes
                - 1;
        if (keyBytes > MAX_BYTES) {
            throw new IllegalArgumentException("an object of topic " + topic + " could have a key of " + keyBytes
                    + " bytes, of which the prefix is " + bytes(prefix) + " and the partition path up to " + pathBytes
                    + "; S3 takes " + MAX_BYTES + "; shorten the prefix or the path");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    public String key(String topic, String partitionPath, long sequence) {
        StringBuilder key = new StringBuilder();
        if (!prefix.isEmpty()) {
            key.append(prefix).append('/');
        }
        key.append(topic).append('/');
        if (!partitionPath.isEmpty()) {
            key.append(partitionPath).append('/');
        }
        return key.append(topic)
                .append('-')
                .append(taskPartition)
                .append('-')
                .append(incarnation)
                .append('-')
                .append(sequence)
                .append(".avro")
                .toString();
    }
}
