package dev.sluice.bench;

import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.RecordConverter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a lookup costs in a table of a million rows, of which each record reads another: a cold one, as a rule.
 *
 * <p>Beside it the same record without lookup, which is what is to be taken off.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
public class LookupBenchmark {

    /** A table of shops, in the kind of map that the service has; and records that refer to them. */
    @State(Scope.Thread)
    public static class Shops {

        private static final String FIELD = """
                {"type": "record", "name": "Sale", "fields": [
                  {"name": "shop", "type": "string", "etl": %s}]}
                """;

        /** Rows in the table; 0: the field is the record's own key, without lookup. */
        @Param({"0", "1000", "1000000"})
        public int rows;

        private final Map<LookupKey, LookupRow> table = new ConcurrentHashMap<>();
        private final byte[][] sales = new byte[1 << 16][];
        private final SluiceConversion.Source source = new SluiceConversion.Source();
        private final EncodedRecord encoded = new EncodedRecord();
        private RecordConverter converter;
        private int next;

        @Setup
        public void setUp() throws RecordRefusedException {
            Mapping mapping = Mapping.compile(FIELD.formatted(
                    rows == 0
                            ? "{\"from\": \"/shop\"}"
                            : "{\"lookup\": \"shops\", \"key\": \"/shop\", \"value\": \"/name\"}"));
            if (rows > 0) {
                long heapBytes = usedHeapBytes();
                LookupRowReader reader = mapping.rowReader("shops");
                for (int row = 0; row < rows; row++) {
                    table.put(LookupKey.of(utf8(shop(row))), reader.read(utf8(row(row))));
                }
                System.out.printf(
                        "# %,d rows take %d bytes of heap each%n", rows, (usedHeapBytes() - heapBytes) / rows);
            }
            LookupTable shops = LookupTable.of(table);
            converter = mapping.newConverter(name -> shops);
            Random random = new Random(7);
            for (int i = 0; i < sales.length; i++) {
                sales[i] = utf8("{\"shop\": \"" + shop(random.nextInt(Math.max(1, rows))) + "\"}");
            }
        }

        private static long usedHeapBytes() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        static String shop(int row) {
            return "M%08d".formatted(row);
        }

        static String row(int row) {
            return "{\"merchant_id\": \"%s\", \"name\": \"Blümchen Florist %d\", \"category\": \"5992\", \"country\": \"CH\"}"
                    .formatted(shop(row), row);
        }

        EncodedRecord convertNext() throws RecordRefusedException {
            next = next + 1 & sales.length - 1;
            source.value = sales[next];
            converter.convert(source, 0, encoded);
            return encoded;
        }
    }

    @Benchmark
    public EncodedRecord lookup(Shops shops) throws RecordRefusedException {
        return shops.convertNext();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
