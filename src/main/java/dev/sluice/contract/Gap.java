package dev.sluice.contract;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The manifest entry of records of the input that are gone, and were never read.
 *
 * @param topicId tells the topic from another one of the same name, in Kafka's notation; null where it is not known
 * @param first the first offset that is gone
 * @param last the last one, inclusive
 * @param noticedAtMillis when that was noticed, milliseconds since the epoch
 * @param reason why they are gone: a label in lower snake case, such as {@code expired}
 */
public record Gap(
        String topic,
        @Nullable String topicId,
        int partition,
        long first,
        long last,
        long noticedAtMillis,
        String reason)
        implements ManifestEntry {

    static final String KIND = "gap";

    public Gap {
        if (topic.isEmpty() || partition < 0 || first < 0 || last < first) {
            throw new IllegalArgumentException("offsets " + first + " to " + last + " of partition " + partition
                    + " of topic " + topic + " are no gap");
        }
        if (!reason.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("the reason of a gap is no label in lower snake case: " + reason);
        }
    }

    @Override
    public <R> R match(Function<LandedObject, R> object, Function<Gap, R> gap, Function<UnknownEntry, R> unknown) {
        return gap.apply(this);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String recordKey() {
        return KIND + "/" + topic + "-" + partition + "@" + first;
    }
}
