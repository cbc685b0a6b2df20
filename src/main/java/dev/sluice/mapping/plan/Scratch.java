package dev.sluice.mapping.plan;

import java.util.function.Function;

/**
 * An object that a part of a plan reuses from record to record. The plan is shared between threads, so the object itself
 * is in each {@link ConversionContext}, which makes it at its first use.
 */
public final class Scratch<T> {

    final int index;
    final Function<ConversionContext, T> maker;

    Scratch(int index, Function<ConversionContext, T> maker) {
        this.index = index;
        this.maker = maker;
    }
}
