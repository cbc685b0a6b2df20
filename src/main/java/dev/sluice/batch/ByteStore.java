package dev.sluice.batch;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Bytes by key, sorted by key: as much of a state store as the {@link BlockStore} needs. */
public interface ByteStore {

    /** The value under a key, or null. Safe to call from any thread. */
    byte @Nullable [] get(byte[] key);

    /** Puts a value, or removes what is under the key where it is null. */
    void put(byte[] key, byte @Nullable [] value);

    /** Hands over the entries from one key to another, both inclusive, in the order of the keys' unsigned bytes. */
    void forEach(byte[] from, byte[] to, BiConsumer<byte[], byte[]> sink);
}
