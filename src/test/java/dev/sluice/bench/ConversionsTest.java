package dev.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.plan.EncodedRecord;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmarks compare like with like. */
class ConversionsTest {

    @ParameterizedTest
    @EnumSource
    void tree_encodesEveryTransactionAsSluiceDoes(BenchmarkSchema schema) throws Exception {
        SluiceConversion sluice = new SluiceConversion(schema.avsc());
        TreeConversion tree = new TreeConversion(schema.avsc());
        for (byte[] json : Workload.transactions()) {
            EncodedRecord encoded = sluice.convert(json);
            assertThat(tree.convert(json).toByteArray()).isEqualTo(Arrays.copyOf(encoded.bytes(), encoded.length()));
        }
    }

    @Test
    void naive_encodesEveryTransactionAsSluiceDoes() throws Exception {
        String avsc = BenchmarkSchema.PLAIN.avsc();
        SluiceConversion sluice = new SluiceConversion(avsc);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NaiveConversion naive = new NaiveConversion(avsc, out);
        for (byte[] json : Workload.transactions()) {
            EncodedRecord encoded = sluice.convert(json);
            out.reset();
            naive.convert(
                    json, Workload.TOPIC, Workload.PARTITION, Workload.OFFSET, Workload.INGESTION_TIME.toEpochMilli());
            assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(encoded.bytes(), encoded.length()));
        }
    }
}
