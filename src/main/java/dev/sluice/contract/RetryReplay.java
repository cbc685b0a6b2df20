package dev.sluice.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The records of one retry store, replayed from its changelog: where they came from. */
public final class RetryReplay {

    private final Map<Bytes, SourcePosition> waiting = new HashMap<>();

    /** Takes up one record of the changelog, in their order; a null value is a deletion. */
    public void apply(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            waiting.remove(Bytes.wrap(key));
        } else {
            waiting.put(
                    Bytes.wrap(key),
                    FailureHeaders.requiredSource(StoredRecord.decode(value).headers()));
        }
    }

    public void forEach(Consumer<SourcePosition> sink) {
        waiting.values().forEach(sink);
    }
}
