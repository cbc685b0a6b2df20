package dev.sluice.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.FencedException;
import dev.sluice.kafka.UnusableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each {@link ResumableWriter} does. */
abstract class ResumableWriterContract {

    static final String OUT = "out";
    static final PositionsTopic POSITIONS =
            new PositionsTopic("positions", "the positions of units", "units would be written again");

    /** A run with the one name that all runs here have; a topic {@link #OUT} exists. */
    abstract ResumableWriter open(Positions positions) throws AccessException, InterruptedException;

    /** The values of the topic's committed records, in their order. */
    abstract List<String> committed(String topic);

    abstract String setting(String topic, String name);

    /** A topic that another program has created. */
    abstract void create(String topic, Map<String, String> settings) throws Exception;

    /** A record that another program wrote. */
    abstract void produce(String topic, String key, String value) throws Exception;

    static ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(OUT, null, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(ResumableWriter writer, CountedUnits positions, String unit, int records)
            throws AccessException, InterruptedException {
        for (int i = 0; i < records; i++) {
            String text = unit + (positions.counts.getOrDefault(unit, 0L) + 1);
            writer.write(record(text), () -> text);
            positions.count(unit);
            writer.commitIfDue();
        }
    }

    @Test
    void records_areCommittedWithThePositionsThatChanged() throws Exception {
        CountedUnits positions = new CountedUnits();
        try (ResumableWriter writer = open(positions)) {
            write(writer, positions, "a", 2);
            write(writer, positions, "b", 1);
            writer.commit();
            write(writer, positions, "a", 1);
            writer.commit();
            writer.commit();

            assertThat(writer.committed()).isEqualTo(4);
        }
        assertThat(committed(OUT)).containsExactly("a1", "a2", "b1", "a3");
        assertThat(committed(POSITIONS.name())).containsExactly("2", "1", "3");
    }

    @Test
    void run_goesOnWhereAnEarlierOneWasKilled() throws Exception {
        CountedUnits positions = new CountedUnits();
        ResumableWriter killed = open(positions);
        write(killed, positions, "a", 2);
        killed.commit();
        write(killed, positions, "a", 3);
        killed.close();

        CountedUnits restored = new CountedUnits();
        try (ResumableWriter writer = open(restored)) {
            assertThat(restored.counts).isEqualTo(Map.of("a", 2L));
            write(writer, restored, "a", 1);
            writer.commit();
        }
        assertThat(committed(OUT)).containsExactly("a1", "a2", "a3");
        assertThat(committed(POSITIONS.name())).containsExactly("2", "3");
    }

    @Test
    void run_isFencedWhenAnotherBegins() throws Exception {
        CountedUnits first = new CountedUnits();
        CountedUnits second = new CountedUnits();
        try (ResumableWriter fenced = open(first)) {
            write(fenced, first, "a", 1);
            fenced.commit();
            write(fenced, first, "a", 1);

            try (ResumableWriter writer = open(second)) {
                assertThatThrownBy(fenced::commit)
                        .isInstanceOf(FencedException.class)
                        .hasMessage("another run of a test has begun and ended this one; what this one had committed"
                                + " stays");
                assertThat(second.counts).isEqualTo(Map.of("a", 1L));
                write(writer, second, "b", 1);
                writer.commit();
            }
            assertThat(fenced.committed()).isOne();
        }
        assertThat(committed(OUT)).containsExactly("a1", "b1");
    }

    @Test
    void topicOfPositions_isCreatedCompacted() throws Exception {
        open(new CountedUnits()).close();
        open(new CountedUnits()).close();

        assertThat(setting(POSITIONS.name(), "cleanup.policy")).isEqualTo("compact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "compact,delete"})
    void run_isRefusedWhenItsPositionsWouldExpire(String policy) throws Exception {
        create(POSITIONS.name(), Map.of("cleanup.policy", policy));

        assertThatThrownBy(() -> open(new CountedUnits()))
                .isInstanceOf(UnusableException.class)
                .hasMessageStartingWith("topic positions has cleanup.policy " + policy
                        + ", so the positions of units would expire, and units would be written again; set it to"
                        + " compact");
    }

    @Test
    void run_isRefusedWhenAnotherProgramWroteToTheTopicOfPositions() throws Exception {
        create(POSITIONS.name(), Map.of("cleanup.policy", "compact"));
        produce(POSITIONS.name(), "a", "7");
        produce(POSITIONS.name(), "a", "many");

        assertThatThrownBy(() -> open(new CountedUnits()))
                .isInstanceOf(UnusableException.class)
                .hasMessageStartingWith("positions-0@1 is none of the positions of units");
    }
}
