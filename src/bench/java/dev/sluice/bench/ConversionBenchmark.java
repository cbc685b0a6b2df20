package dev.sluice.bench;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.plan.EncodedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One transaction per call: converted by the product, converted the usual way, or only parsed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class ConversionBenchmark {

    private static final JsonFactory JACKSON = new JsonFactory();

    /** The transactions, one after the other, again and again. */
    @State(Scope.Thread)
    public static class Transactions {

        private final byte[][] transactions = Workload.transactions();
        private int next;

        byte[] next() {
            next = next + 1 == transactions.length ? 0 : next + 1;
            return transactions[next];
        }
    }

    /** Both conversions, ready to go. */
    @State(Scope.Thread)
    public static class Conversions {

        @Param
        public BenchmarkSchema schema;

        private SluiceConversion sluice;
        private TreeConversion tree;

        @Setup
        public void setUp() throws IOException, RecordRefusedException {
            sluice = new SluiceConversion(schema.avsc());
            tree = new TreeConversion(schema.avsc());
        }
    }

    @Benchmark
    public EncodedRecord sluice(Transactions transactions, Conversions conversions) throws RecordRefusedException {
        return conversions.sluice.convert(transactions.next());
    }

    @Benchmark
    public ByteArrayOutputStream tree(Transactions transactions, Conversions conversions) throws IOException {
        return conversions.tree.convert(transactions.next());
    }

    /** Jackson's streaming parser alone, which leaves values that nobody asks for undecoded. */
    @Benchmark
    public int tokens(Transactions transactions) {
        int tokens = 0;
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), transactions.next())) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** The same, asking for the text of each value. */
    @Benchmark
    public void tokensAndValues(Transactions transactions, Blackhole blackhole) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), transactions.next())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    blackhole.consume(parser.getString());
                }
            }
        }
    }
}
