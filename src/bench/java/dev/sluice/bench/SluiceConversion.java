package dev.sluice.bench;

import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.RecordConverter;
import dev.sluice.mapping.plan.SourceRecord;
import dev.sluice.testing.ReferenceData.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The product's conversion, its lookup tables in memory. */
final class SluiceConversion {

    private final RecordConverter converter;
    private final Source source = new Source();
    private final EncodedRecord encoded = new EncodedRecord();

    SluiceConversion(String avsc) throws RecordRefusedException {
        Mapping mapping = Mapping.compile(avsc);
        Map<String, LookupTable> tables = new HashMap<>();
        for (String name : mapping.lookupTables()) {
            tables.put(name, table(mapping.rowReader(name), Workload.LOOKUPS.get(name)));
        }
        this.converter = mapping.newConverter(tables::get);
    }

    private static LookupTable table(LookupRowReader reader, List<Row> rows) throws RecordRefusedException {
        Map<LookupKey, LookupRow> table = new HashMap<>();
        for (Row row : rows) {
            table.put(LookupKey.of(row.keyBytes()), reader.read(row.jsonBytes()));
        }
        return LookupTable.of(table);
    }

    /** The record in Avro binary, valid until the next call. */
    EncodedRecord convert(byte[] json) throws RecordRefusedException {
        source.value = json;
        converter.convert(source, Workload.INGESTION_TIME.toEpochMilli(), encoded);
        return encoded;
    }

    /** A record with that value. */
    static final class Source implements SourceRecord {

        byte @Nullable [] value;

        @Override
        public String topic() {
            return Workload.TOPIC;
        }

        @Override
        public int partition() {
            return Workload.PARTITION;
        }

        @Override
        public long offset() {
            return Workload.OFFSET;
        }

        @Override
        public long timestamp() {
            return Workload.INGESTION_TIME.toEpochMilli();
        }

        @Override
        public byte @Nullable [] key() {
            return null;
        }

        @Override
        public byte @Nullable [] value() {
            return value;
        }

        @Override
        public byte @Nullable [] header(String name) {
            return null;
        }
    }
}
