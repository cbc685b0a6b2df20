package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {

    private static final List<String> KNOWN =
            List.of("from", "onMissing", "ingestion-time", "SLUICE_ROTATE_BYTES", "SLUICE_ROTATE_RECORDS");

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "'', abc, 3",
        "abc, '', 3",
        "kitten, sitting, 3",
        "flaw, lawn, 2",
        "ab, ba, 2"
    })
    void distance_countsInsertionsDeletionsAndSubstitutions(String left, String right, int distance) {
        assertThat(NearestWord.editDistance(left, right)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({
        "form, from",
        "onmissing, onMissing",
        "ingestion_time, ingestion-time",
        "SLUICE_ROTATE_BYTE, SLUICE_ROTATE_BYTES",
        "sluice_rotate_record, SLUICE_ROTATE_RECORDS"
    })
    void word_isTheNearest(String mistyped, String meant) {
        assertThat(NearestWord.to(mistyped, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"topic", "KAFKA_PRODUCER_ACKS", "x"})
    void word_isNoneWhereNoneIsNear(String word) {
        assertThat(NearestWord.to(word, KNOWN)).isEmpty();
    }
}
