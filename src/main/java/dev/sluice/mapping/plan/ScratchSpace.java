package dev.sluice.mapping.plan;

import java.util.function.Function;

/** Hands out what the parts of one {@link RecordPlan} reuse from record to record, while it is compiled. */
public final class ScratchSpace {

    private int size;

    /** @param maker makes the object for one context */
    public <T> Scratch<T> add(Function<ConversionContext, T> maker) {
        return new Scratch<>(size++, maker);
    }

    /** How many objects a context has room for. */
    public int size() {
        return size;
    }
}
