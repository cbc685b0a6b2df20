package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.BlockStore;
import dev.sluice.batch.SampleBatches;
import dev.sluice.batch.header.BatchHeader;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The block store over RocksDB, as the service has it. */
class BlockStoreTest {

    @TempDir
    Path directory;

    private final KeyValueStore<Bytes, byte[]> rocksDb = Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(BatchProcessor.STORE), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final List<String> calls = new ArrayList<>();
    private final BlockStore store = new BlockStore(new StateStoreBytes(recorded()));

    @BeforeEach
    void open() {
        rocksDb.init(MockTask.context(directory).getStateStoreContext(), rocksDb);
    }

    @AfterEach
    void close() {
        rocksDb.close();
    }

    @Test
    void delete_takesAWholeBatchAndNoOther() {
        put(1, 3);
        BatchHeader other = put(2, 1);
        store.delete(SampleBatches.sealed(1, 3, 3));

        assertThat(store.headers()).containsExactly(other);
        assertThat(store.chunk(2, 0)).containsExactly(7);
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void delete_readsNothing() {
        BatchHeader batch = put(1, 3);
        calls.clear();
        store.delete(batch);

        assertThat(calls).containsOnly("put");
    }

    private BatchHeader put(long sequence, int chunks) {
        for (int index = 0; index < chunks; index++) {
            store.putChunk(sequence, index, new byte[] {7});
        }
        BatchHeader batch = SampleBatches.sealed(sequence, chunks, chunks);
        store.putHeader(batch);
        return batch;
    }

    private int entries() {
        int entries = 0;
        try (var all = rocksDb.all()) {
            for (; all.hasNext(); all.next()) {
                entries++;
            }
        }
        return entries;
    }

    /** The store, with the names of all calls in {@link #calls}. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> recorded() {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                BlockStoreTest.class.getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, args) -> {
                    calls.add(method.getName());
                    return method.invoke(rocksDb, args);
                });
    }
}
