package dev.sluice.simulation;

import dev.sluice.batch.ByteStore;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A task's store in one process: what was committed when it came there, and its own writes, committed or not. */
final class StagedStore implements ByteStore {

    private final SortedMap<byte[], byte[]> entries;
    private final SortedMap<byte[], byte @Nullable []> staged = newEntries();

    StagedStore(SortedMap<byte[], byte[]> committed) {
        entries = newEntries();
        entries.putAll(committed);
    }

    static <V extends @Nullable Object> SortedMap<byte[], V> newEntries() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** Whether anything was written since the last commit. */
    boolean hasStaged() {
        return !staged.isEmpty();
    }

    void commitTo(SortedMap<byte[], byte[]> committed) {
        staged.forEach((key, value) -> write(committed, key, value));
        staged.clear();
    }

    private static void write(SortedMap<byte[], byte[]> into, byte[] key, byte @Nullable [] value) {
        if (value == null) {
            into.remove(key);
        } else {
            into.put(key, value);
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        write(entries, key, value);
        staged.put(key, value);
    }

    @Override
    public void forEach(byte[] from, byte[] to, BiConsumer<byte[], byte[]> sink) {
        entries.tailMap(from).forEach((key, value) -> {
            if (Arrays.compareUnsigned(key, to) <= 0) {
                sink.accept(key, value);
            }
        });
    }
}
