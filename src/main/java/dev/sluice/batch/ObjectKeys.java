package dev.sluice.batch;

import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.ObjectKey;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Makes the object keys of one block store: {@code <prefix>/<topic>/<folder>/<file>}.
 *
 * @param prefix the folder above all topics, or empty
 * @param taskPartition the partition of the task that owns the store
 * @param incarnation drawn once for each life of the store, so that no later life writes an earlier one's keys
 * @param extension the object format's, without the dot
 */
public record ObjectKeys(String prefix, int taskPartition, String incarnation, String extension) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Draws an incarnation: 64 random bits as 16 hexadecimal digits. */
    public static String drawIncarnation() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }

    /** Throws {@link IllegalArgumentException} when an object of that topic could get a longer key than S3 takes. */
    public static void requireRoom(String prefix, String topic, String extension, Folders folders) {
        int folderBytes = folders.longestBytes();
        ObjectKey shortest = new ObjectKeys(prefix, Integer.MAX_VALUE, drawIncarnation(), extension)
                .key(topic, new Folder("?"), Long.MAX_VALUE);
        int keyBytes = ObjectKey.utf8Bytes(shortest.toString()) + folderBytes - 1;
        if (keyBytes > ObjectKey.MAX_BYTES) {
            throw new IllegalArgumentException("an object of topic " + topic + " could have a key of " + keyBytes
                    + " bytes, of which the prefix is " + ObjectKey.utf8Bytes(prefix) + " and the folder up to "
                    + folderBytes + "; S3 takes " + ObjectKey.MAX_BYTES + "; shorten the prefix or the folder");
        }
    }

    public ObjectKey key(String topic, Folder folder, long sequence) {
        StringBuilder path = new StringBuilder();
        if (!prefix.isEmpty()) {
            path.append(prefix).append('/');
        }
        path.append(topic);
        if (!folder.path().isEmpty()) {
            path.append('/').append(folder.path());
        }
        return new ObjectKey(path.toString(), topic, taskPartition, incarnation, sequence, extension);
    }
}
