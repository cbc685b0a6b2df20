package dev.sluice.batch;

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

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Draws an incarnation: 64 random bits as 16 hexadecimal digits. */
    public static String drawIncarnation() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
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
