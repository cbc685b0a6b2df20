package dev.sluice.mapping;

import static dev.sluice.mapping.MappingFixture.ofField;
import static dev.sluice.mapping.MappingFixture.problems;
import static dev.sluice.mapping.MappingFixture.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.FailureReason;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of day and local timestamps: what a clock and a calendar show, of no zone. */
class LocalTimesTest {

    private static final String TIME_MILLIS = "{\"type\": \"int\", \"logicalType\": \"time-millis\"}";
    private static final String TIME_MICROS = "{\"type\": \"long\", \"logicalType\": \"time-micros\"}";
    private static final String LOCAL_MILLIS = "{\"type\": \"long\", \"logicalType\": \"local-timestamp-millis\"}";
    private static final String LOCAL_MICROS = "{\"type\": \"long\", \"logicalType\": \"local-timestamp-micros\"}";
    private static final String LOCAL_NANOS = "{\"type\": \"long\", \"logicalType\": \"local-timestamp-nanos\"}";

    private static String unit(String unit) {
        return ", \"etl\": {\"unit\": \"" + unit + "\"}";
    }

    private static FailureReason refusal(String type, String json, String... attributes) {
        return ofField(type, attributes).fieldRefusal(json).reason();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:00:00", "13:14:15", "23:59:59.999", "00:00:00.1", "12:00:00.120000000000"})
    void time_takesAClocksText(String text) throws Exception {
        LocalTime expected = LocalTime.parse(text.replace("000000000", ""));
        assertThat(ofField(TIME_MILLIS).convertField("\"" + text + "\""))
                .isEqualTo((int) (expected.toNanoOfDay() / 1_000_000));
        assertThat(ofField(TIME_MICROS).convertField("\"" + text + "\"")).isEqualTo(expected.toNanoOfDay() / 1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "13:14",
                "24:00:00",
                "13:60:00",
                "13:14:60",
                "13:14:15Z",
                "13:14:15+01:00",
                "13:14:15.",
                "1:14:15",
                "13-14-15",
                " 13:14:15",
                "13:14:15 ",
                "T13:14:15",
                "-1:14:15",
                "13:14:1",
                "2026-11-21T13:14:15"
            })
    void time_refusesOtherText(String text) {
        assertThat(refusal(TIME_MILLIS, "\"" + text + "\"")).isEqualTo(FailureReason.INVALID_TEXT);
    }

    @Test
    void time_refusesAFractionFinerThanItself() throws Exception {
        assertThat(refusal(TIME_MILLIS, "\"13:14:15.0001\"")).isEqualTo(FailureReason.INEXACT);
        assertThat(refusal(TIME_MICROS, "\"13:14:15.0000001\"")).isEqualTo(FailureReason.INEXACT);
        assertThat(ofField(TIME_MICROS).convertField("\"00:00:00.000001\"")).isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, 86399.999, 86399999",
        "millis, 0, 0",
        "millis, 86399999, 86399999",
        "micros, 1000, 1",
        "nanos, 1e6, 1"
    })
    void time_takesNumbersOfTheNamedUnitSinceMidnight(String unit, String json, int expected) throws Exception {
        assertThat(ofField(TIME_MILLIS, unit(unit)).convertField(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "millis, 86400000, OUT_OF_RANGE",
        "millis, -1, OUT_OF_RANGE",
        "seconds, 1e30, OUT_OF_RANGE",
        "micros, 1, INEXACT",
        "millis, '\"13:14:15\"', INVALID_TEXT"
    })
    void time_refusesNumbersThatDoNotFit(String unit, String json, FailureReason reason) {
        assertThat(refusal(TIME_MILLIS, json, unit(unit))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00",
                "2026-11-21T13:14:15.123",
                "1969-12-31T23:59:59.999",
                "0001-01-01T00:00:00",
                "9999-12-31T23:59:59.999"
            })
    void localTimestamp_takesADateAndATime(String text) throws Exception {
        LocalDateTime expected = LocalDateTime.parse(text);
        long second = expected.toEpochSecond(ZoneOffset.UTC);
        assertThat(ofField(LOCAL_MILLIS).convertField("\"" + text + "\""))
                .isEqualTo(second * 1_000 + expected.getNano() / 1_000_000);
        assertThat(ofField(LOCAL_MICROS).convertField("\"" + text.replace('T', ' ') + "\""))
                .isEqualTo(second * 1_000_000 + expected.getNano() / 1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T13:14:15Z", "2026-11-21T13:14:15+01:00", "2026-11-21", "2026-11-21T13:14",
                "2026-11-21T13:14:15.", "2026-02-29T13:14:15", "13:14:15", ""
            })
    void localTimestamp_refusesAnOffsetAndOtherText(String text) {
        assertThat(refusal(LOCAL_MILLIS, "\"" + text + "\"")).isEqualTo(FailureReason.INVALID_TEXT);
    }

    @Test
    void localTimestamp_isExactInItsUnit() throws Exception {
        assertThat(ofField(LOCAL_NANOS).convertField("\"1970-01-01T00:00:00.000000001\""))
                .isEqualTo(1L);
        assertThat(refusal(LOCAL_NANOS, "\"9999-01-01T00:00:00\"")).isEqualTo(FailureReason.OUT_OF_RANGE);
        assertThat(refusal(LOCAL_MICROS, "\"1970-01-01T00:00:00.000000001\"")).isEqualTo(FailureReason.INEXACT);
        assertThat(ofField(LOCAL_MILLIS, unit("seconds")).convertField("-1.5")).isEqualTo(-1_500L);
    }

    @ParameterizedTest
    @ValueSource(strings = {TIME_MILLIS, LOCAL_MILLIS})
    void eventTime_isRefusedOnATimeOfNoZone(String type) {
        assertThat(problems(schema(MappingFixture.field(type, ", \"etl\": {\"eventTime\": true}"))))
                .containsExactly("f: etl's \"eventTime\" goes with timestamps, and with local timestamps and dates of a"
                        + " \"zone\"; name the zone that its times are in");
    }

    @Test
    void checks_compareTimesOfDay() throws Exception {
        MappingFixture fixture = ofField(
                TIME_MILLIS,
                ", \"etl\": {\"unit\": \"seconds\", \"minimum\": \"08:00:00\", \"maximum\": \"20:00:00\"}");
        assertThat(fixture.convertField("28800")).isEqualTo(28_800_000);
        assertThat(fixture.fieldRefusal("28799.999").reason()).isEqualTo(FailureReason.CHECK_FAILED);
        assertThat(fixture.fieldRefusal("72000.001").reason()).isEqualTo(FailureReason.CHECK_FAILED);
    }
}
