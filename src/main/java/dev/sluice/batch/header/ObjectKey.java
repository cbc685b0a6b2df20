package dev.sluice.batch.header;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of an object: {@code <path>/<topic>-<task partition>-<incarnation>-<sequence>.<extension>}, as
 * {@link #toString()} has it.
 *
 * @param path the folders above the file, without a slash at either end; may be empty
 * @param topic where its records came from
 * @param taskPartition the partition of the task that made it
 * @param incarnation tells the lives of the task's block store apart: hexadecimal digits
 * @param sequence the batch's number in that store
 * @param extension the object format's, without the dot
 */
public record ObjectKey(
        String path, String topic, int taskPartition, String incarnation, long sequence, String extension) {

    /** What S3 takes, in bytes of UTF-8 (S3 user guide, "Naming Amazon S3 objects"). */
    public static final int MAX_BYTES = 1024;

    private static final Pattern KEY =
            Pattern.compile("(?:(.*)/)?([a-zA-Z0-9._-]+)-(\\d{1,10})-([0-9a-f]+)-(\\d{1,19})\\.([a-z0-9]+)");

    public ObjectKey {
        requirePath(path);
        Matcher file = KEY.matcher(fileName(topic, taskPartition, incarnation, sequence, extension));
        if (taskPartition < 0 || sequence < 0 || !file.matches() || !topic.equals(file.group(2))) {
            throw new IllegalArgumentException("topic " + topic + ", task " + taskPartition + ", incarnation "
                    + incarnation + ", sequence " + sequence + " and extension " + extension
                    + " make no file name of an object");
        }
        int bytes = utf8Bytes(path) + 1 + utf8Bytes(file.group());
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("the key of an object of topic " + topic + " has " + bytes
                    + " bytes, of which the folders are " + utf8Bytes(path) + "; S3 takes " + MAX_BYTES
                    + ": shorten the prefix or the folders");
        }
    }

    /** Refuses a path that S3 or a file system would change. */
    static void requirePath(String path) {
        if (path.isEmpty()) {
            return;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isBlank()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a path of folders must be segments joined by single slashes, none"
                        + " of them blank, '.' or '..', and none with a control character: " + path);
            }
        }
    }

    public static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Reads what {@link #toString()} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static ObjectKey parse(String key) {
        Matcher parts = KEY.matcher(key);
        if (parts.matches()) {
            String path = parts.group(1) == null ? "" : parts.group(1);
            ObjectKey parsed = new ObjectKey(
                    path,
                    parts.group(2),
                    Integer.parseInt(parts.group(3)),
                    parts.group(4),
                    Long.parseLong(parts.group(5)),
                    parts.group(6));
            if (parsed.toString().equals(key)) {
                return parsed;
            }
        }
        throw new IllegalArgumentException("no object of Sluice's has the key " + key);
    }

    /** The same key in another incarnation. */
    public ObjectKey withIncarnation(String other) {
        return new ObjectKey(path, topic, taskPartition, other, sequence, extension);
    }

    private static String fileName(
            String topic, int taskPartition, String incarnation, long sequence, String extension) {
        return topic + "-" + taskPartition + "-" + incarnation + "-" + sequence + "." + extension;
    }

    /** The key as S3 has it. */
    @Override
    public String toString() {
        String file = fileName(topic, taskPartition, incarnation, sequence, extension);
        return path.isEmpty() ? file : path + "/" + file;
    }
}
