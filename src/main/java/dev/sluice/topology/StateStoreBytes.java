package dev.sluice.topology;

import dev.sluice.batch.ByteStore;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A state store of Kafka Streams as bytes by key. */
record StateStoreBytes(KeyValueStore<Bytes, byte[]> store) implements ByteStore {

    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    /** Puts null instead of deleting: {@code RocksDBStore.delete} (4.4.0) reads the value once more, to return it. */
    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void forEach(byte[] from, byte[] to, BiConsumer<byte[], byte[]> sink) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(Bytes.wrap(from), Bytes.wrap(to))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                sink.accept(entry.key.get(), entry.value);
            }
        }
    }
}
