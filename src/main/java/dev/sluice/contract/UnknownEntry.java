package dev.sluice.contract;

import java.util.function.Function;

/**
 * A manifest entry of a kind that this version does not know: it can be counted, and passed over.
 *
 * @param kind its name
 */
public record UnknownEntry(String kind) implements ManifestEntry {

    @Override
    public <R> R match(Function<LandedObject, R> object, Function<Gap, R> gap, Function<UnknownEntry, R> unknown) {
        return unknown.apply(this);
    }

    @Override
    public String recordKey() {
        throw new IllegalStateException("an entry of kind " + kind + " is not for this version to write");
    }
}
