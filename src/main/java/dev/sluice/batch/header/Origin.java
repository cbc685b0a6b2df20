package dev.sluice.batch.header;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What all records of a batch have in common: where they came from, and the folder they go to.
 *
 * @param pipeline the pipeline that made them
 * @param topic the topic that they were read from
 * @param topicId tells the topic from another one of the same name, in Kafka's notation; null where it is not known
 * @param folder the folder of their object, below the topic's
 */
public record Origin(
        String pipeline, String topic, @Nullable String topicId, Folder folder) {

    private static final int MAX_NAME_LENGTH = 63;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1," + MAX_NAME_LENGTH + "}");

    public Origin {
        if (!NAME.matcher(pipeline).matches()) {
            throw new IllegalArgumentException("a pipeline's name is 1 to " + MAX_NAME_LENGTH
                    + " lower-case letters, digits and hyphens; it is " + pipeline);
        }
        if (topic.isEmpty()) {
            throw new IllegalArgumentException("the topic has no name");
        }
    }

    /** The name of the pipeline in a schema file, from the file's name. */
    public static String pipelineOf(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String base = dot > 0 ? fileName.substring(0, dot) : fileName;
        String name = base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        return name.substring(0, Math.min(MAX_NAME_LENGTH, name.length()));
    }
}
