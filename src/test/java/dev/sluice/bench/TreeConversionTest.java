package dev.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.EncodedRecord;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmarks compare like with like. */
class TreeConversionTest {

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
}
