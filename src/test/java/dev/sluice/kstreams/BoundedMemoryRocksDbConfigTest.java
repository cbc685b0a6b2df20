package dev.sluice.kstreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedMemoryRocksDbConfigTest {

    private static final int STORES = 20;
    private static final int VALUES = 64;
    private static final int VALUE_BYTES = 64 * 1024;

    @TempDir
    Path directory;

    @Test
    void stores_shareOneMemoryHoweverManyTheyAre() throws RocksDBException {
        RocksDB.loadLibrary();
        BoundedMemoryRocksDbConfig memory = new BoundedMemoryRocksDbConfig();
        Random random = new Random(1);
        byte[] value = new byte[VALUE_BYTES];
        List<Options> options = new ArrayList<>();
        List<RocksDB> stores = new ArrayList<>();
        try {
            for (int i = 0; i < STORES; i++) {
                Options own = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
                options.add(own);
                memory.setConfig("store-" + i, own, Map.of());
                stores.add(RocksDB.open(own, directory.resolve("store-" + i).toString()));
            }
            for (int i = 0; i < VALUES; i++) {
                for (RocksDB store : stores) {
                    random.nextBytes(value);
                    store.put(ByteBuffer.allocate(4).putInt(i).array(), value);
                }
            }
            long buffered = 0;
            for (RocksDB store : stores) {
                assertThat(store.getLongProperty("rocksdb.block-cache-capacity"))
                        .isEqualTo(BoundedMemoryRocksDbConfig.BYTES);
                buffered += store.getLongProperty("rocksdb.cur-size-active-mem-table");
            }
            assertThat(buffered)
                    .as("bytes in active buffers, of %,d written", (long) STORES * VALUES * VALUE_BYTES)
                    .isPositive()
                    .isLessThanOrEqualTo(BoundedMemoryRocksDbConfig.BYTES / 2);
        } finally {
            stores.forEach(RocksDB::close);
            options.forEach(Options::close);
        }
    }
}
