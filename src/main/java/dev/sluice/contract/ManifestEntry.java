package dev.sluice.contract;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one record of the manifest topic says, as one JSON document.
 *
 * <p>Each document has {@code version} and {@code kind}. A reader ignores members that it does not know, and passes over
 * entries of a kind that it does not know. The version changes only with what an earlier reader would misunderstand.
 */
public sealed interface ManifestEntry permits LandedObject, Gap, UnknownEntry {

    /** The version that this Sluice writes, and the last that it reads. */
    int VERSION = 1;

    /** The result of the one function that takes this kind of entry. */
    <R> R match(Function<LandedObject, R> object, Function<Gap, R> gap, Function<UnknownEntry, R> unknown);

    /** The kind's name in the document. */
    String kind();

    /** The key of the entry's record. */
    String recordKey();

    /** The value of the entry's record. */
    default byte[] encode() {
        return ManifestJson.encode(this);
    }

    /**
     * Reads the value of a record.
     *
     * @throws IllegalArgumentException if it is no manifest entry, or one of a later version
     */
    static ManifestEntry decode(byte @Nullable [] value) {
        return ManifestJson.decode(value);
    }
}
