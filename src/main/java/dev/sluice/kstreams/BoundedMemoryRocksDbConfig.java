package dev.sluice.kstreams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all RocksDB stores of the process one memory, of {@value #BYTES} bytes: half of it at most for what is not
 * written to files yet, the rest for what is read. By itself Kafka Streams gives each store of each task 50 MiB and three
 * buffers of 16 MiB.
 *
 * <p>The way is that of Kafka's documentation, <i>Memory management</i>. A class of the user's in {@code
 * rocksdb.config.setter} takes its place.
 */
public final class BoundedMemoryRocksDbConfig implements RocksDBConfigSetter {

    static final long BYTES = 64 * 1024 * 1024;

    /** A store whose buffer holds little should take little. */
    private static final long ARENA_BLOCK_BYTES = 64 * 1024;

    /** Made when the first store is opened, for it wants the native library. */
    private static final class Shared {

        private static final Cache CACHE;
        private static final WriteBufferManager BUFFERS;

        static {
            RocksDB.loadLibrary();
            CACHE = new LRUCache(BYTES);
            BUFFERS = new WriteBufferManager(BYTES / 2, CACHE);
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(Shared.CACHE);
        tables.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(Shared.BUFFERS);
        options.setArenaBlockSize(ARENA_BLOCK_BYTES);
    }

    /** The memory stays, for the stores to come. */
    @Override
    public void close(String storeName, Options options) {}
}
