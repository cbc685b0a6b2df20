package dev.sluice.lookup;

import dev.sluice.failure.LogThrottle;
import dev.sluice.log.LogFields;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRowReader;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts each record of a lookup table's topic into the table. */
final class LookupTopicUpdater implements Processor<byte[], byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(LookupTopicUpdater.class);
    private static final Duration TIME_BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final String storeName;
    private final String table;
    private final LookupRowReader reader;
    private final LookupProgress progress;
    private final LongSupplier nanoTime;
    private final LogThrottle unusableRows = new LogThrottle(TIME_BETWEEN_WARNINGS);
    private final LogThrottle rowsWithoutKey = new LogThrottle(TIME_BETWEEN_WARNINGS);
    private ProcessorContext<Void, Void> context;
    private LookupTopicStore store;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    LookupTopicUpdater(
            String storeName, String table, LookupRowReader reader, LookupProgress progress, LongSupplier nanoTime) {
        this.storeName = storeName;
        this.table = table;
        this.reader = reader;
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata row = context.recordMetadata().orElseThrow();
        progress.reading(row.topic(), row.partition(), row.offset());
        if (record.key() == null) {
            warn(rowsWithoutKey, "Rows without key are left out of the lookup table", null);
            return;
        }
        put(LookupKey.of(record.key()), record.value());
        store.changedAt(record.timestamp());
    }

    private void put(LookupKey key, byte @Nullable [] value) {
        if (value == null) {
            store.remove(key);
            return;
        }
        try {
            store.put(key, reader.read(value));
        } catch (RecordRefusedException e) {
            // The row that was there is out of date now; a miss is what the mapping has a rule for.
            store.remove(key);
            warn(
                    unusableRows,
                    "Rows of the lookup table are not usable, and count as missing",
                    e.failure().message());
        }
    }

    private void warn(LogThrottle throttle, String message, @Nullable String reason) {
        long rows = throttle.count(nanoTime.getAsLong());
        if (rows > 0) {
            LOG.atWarn()
                    .addKeyValue(LogFields.TABLE, table)
                    .addKeyValue(LogFields.REPEATS, rows)
                    .addKeyValue(LogFields.REASON, reason)
                    .log(message);
        }
    }
}
