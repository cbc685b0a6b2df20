package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.header.SealReason;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The batches of a task keep what they promise, whatever happens in whatever order. */
class BatchSimulationTest {

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> life = Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(1, 1), Tuple.of(1, 2));
        Arbitrary<Integer> upload = Arbitraries.integers().between(0, 7);
        Arbitrary<Integer> format = Arbitraries.integers().between(0, 1);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        Combinators.combine(
                                        life,
                                        Arbitraries.integers().between(1, 4),
                                        Arbitraries.integers().between(0, 4))
                                .as(Step.Consume::new)),
                Tuple.of(
                        4,
                        Combinators.combine(life, Arbitraries.integers().between(0, 30))
                                .as(Step.Pass::new)),
                Tuple.of(4, life.map(Step.Commit::new)),
                Tuple.of(
                        4,
                        Combinators.combine(life, upload, Arbitraries.of(true, true, true, false))
                                .as(Step.Upload::new)),
                Tuple.of(1, life.map(Step.Abort::new)),
                Tuple.of(1, life.map(Step.Evict::new)),
                Tuple.of(1, life.map(Step.WakeUp::new)),
                Tuple.of(1, Combinators.combine(life, upload).as(Step.PutForeign::new)),
                Tuple.of(1, format.map(Step.Move::new)),
                Tuple.of(1, format.map(Step.HandOver::new)));
        return step.list().ofMinSize(1).ofMaxSize(80);
    }

    @Property(tries = 500)
    void anySequence_keepsTheGuaranteeAndSettles(@ForAll("steps") List<Step> steps) {
        BatchSimulation simulation = new BatchSimulation();
        simulation.run(steps);
        simulation.settle();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void longSequence_landsManyRecords(long seed) {
        BatchSimulation simulation = new BatchSimulation();
        simulation.run(Step.random(seed, 800));
        simulation.settle();

        assertThat(simulation.landedRecords()).isGreaterThan(100);
        assertThat(simulation.seals()).isEqualTo(EnumSet.complementOf(EnumSet.of(SealReason.OFFSET_RANGES)));
    }
}
