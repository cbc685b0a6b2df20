package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.INEXACT;
import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.OUT_OF_RANGE;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;
import static dev.sluice.mapping.MappingFixture.ofField;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timestamps and dates: what they take, and what they refuse and why. */
class TimesTest {

    private static final String MILLIS = "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}";
    private static final String MICROS = "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}";
    private static final String NANOS = "{\"type\": \"long\", \"logicalType\": \"timestamp-nanos\"}";
    private static final String DATE = "{\"type\": \"int\", \"logicalType\": \"date\"}";

    private static void assertRefused(String type, String json, FailureReason reason) {
        Failure failure = ofField(type).fieldRefusal(json);
        assertThat(failure.reason()).as(type + " of " + json).isEqualTo(reason);
        assertThat(failure.path()).isEqualTo("f");
        assertThat(failure.message()).startsWith("f ");
    }

    @Test
    void time_asANumberWithoutAUnitIsRefusedWithTheUnitAsARemedy() {
        assertThat(ofField(MILLIS).fieldRefusal("1763734455").message()).endsWith("or name the number's \"unit\"");
        assertThat(ofField(MILLIS).fieldRefusal("true").message()).endsWith("send that");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z",
        "2026-11-20T13:14:15Z",
        "2026-11-20T13:14:15.1Z",
        "2026-11-20T13:14:15.123Z",
        "2026-11-20T13:14:15.123000000000Z",
        "2026-11-20T13:14:15+05:30",
        "2026-11-20T13:14:15.5-17:59",
        "2024-02-29T23:59:59Z",
        "2000-02-29T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "0001-01-01T00:01:00+00:01",
        "0001-01-01T17:59:00+17:59",
        "9999-12-31T23:58:59.999-00:01",
        "9999-12-31T06:00:59.999-17:59",
        "1969-12-31T23:59:59.999Z",
        "1900-03-01T00:00:00-00:00",
        "1969-12-31T16:00:00-08:00"
    })
    void timestamp_takesRfc3339(String text) throws Exception {
        Instant expected =
                OffsetDateTime.parse(text.replaceAll("000000000Z", "Z")).toInstant();
        assertThat(ofField(MILLIS).convertField("\"" + text + "\"")).isEqualTo(expected.toEpochMilli());
        assertThat(ofField(MICROS).convertField("\"" + text + "\""))
                .isEqualTo(expected.getEpochSecond() * 1_000_000 + expected.getNano() / 1_000);
    }

    @Test
    void timestamp_takesLowerCaseASpaceAndOffsetsOfAlmostADay() throws Exception {
        assertThat(ofField(MILLIS).convertField("\"1970-01-01T00:00:00-23:59\""))
                .isEqualTo(86_340_000L);
        assertThat(ofField(MILLIS).convertField("\"1970-01-01t00:00:01z\"")).isEqualTo(1_000L);
        assertThat(ofField(MILLIS).convertField("\"1970-01-01 00:00:01Z\"")).isEqualTo(1_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20",
        "2026-11-20T13:14:15",
        "2026-11-20T13:14Z",
        "2026-11-20T13:14:60Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T13:60:00Z",
        "2026-13-20T13:14:15Z",
        "2026-00-20T13:14:15Z",
        "2026-11-31T13:14:15Z",
        "2025-02-29T13:14:15Z",
        "1900-02-29T13:14:15Z",
        "2026-11-00T13:14:15Z",
        "0000-01-01T00:00:00Z",
        "2026-11-20T13:14:15.Z",
        "2026-11-20T13:14:15.1",
        "2026-11-20T13:14:15+0530",
        "2026-11-20T13:14:15+24:00",
        "2026-11-20T13:14:15+05:60",
        "2026-11-20T13:14:15+x5:30",
        "2026-11-20T13:14:15+05:3x",
        "2026-11-20T13:14:15*05:30",
        "2026-11-20T13:14:15Zx",
        "2026-11-20T13:14:15 Z",
        "+2026-11-20T13:14:15Z",
        "2026-11-20T13:14:15.1+",
        "2026-11-20T13:14:15.1+05:3",
        "9999-12-31T23:59:59-00:01",
        "9999-12-31T00:59:59-23:59",
        "0001-01-01T00:00:00+00:01",
        "0001-01-01T23:58:59+23:59",
        "2026/11/20T13:14:15Z",
        "''",
        "1700000000",
        "٢٠٢٦-11-20T13:14:15Z"
    })
    void timestamp_refusesOtherText(String text) {
        assertRefused(MILLIS, "\"" + text + "\"", INVALID_TEXT);
    }

    @Test
    void timestamp_refusesAFractionFinerThanItself() {
        assertRefused(MILLIS, "\"2026-11-20T13:14:15.1234Z\"", INEXACT);
        assertRefused(MICROS, "\"2026-11-20T13:14:15.1234567Z\"", INEXACT);
        assertRefused(NANOS, "\"2026-11-20T13:14:15.1234567891Z\"", INEXACT);
        assertRefused(MILLIS, "\"2026-11-20T13:14:15.0000000000001Z\"", INEXACT);
    }

    @Test
    void timestampNanos_takesAllThatALongHolds() throws Exception {
        assertThat(ofField(NANOS).convertField("\"2262-04-11T23:47:16.854775807Z\""))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(ofField(NANOS).convertField("\"1677-09-21T00:12:43.145224192Z\""))
                .isEqualTo(Long.MIN_VALUE);
        assertRefused(NANOS, "\"2262-04-11T23:47:16.854775808Z\"", OUT_OF_RANGE);
        assertRefused(NANOS, "\"1677-09-21T00:12:43.145224191Z\"", OUT_OF_RANGE);
    }

    @Test
    void timestamp_refusesNumbersWithoutAUnit() {
        assertRefused(MILLIS, "1700000000", WRONG_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, 1700000000, 1700000000000",
        "seconds, 1700000000.123, 1700000000123",
        "seconds, 1.7e9, 1700000000000",
        "millis, 1700000000123, 1700000000123",
        "micros, 1700000000123000, 1700000000123",
        "nanos, 1700000000123000000, 1700000000123",
        "millis, -1, -1",
        "seconds, '\"1700000000\"', 1700000000000",
        "seconds, -62135596800, -62135596800000"
    })
    void timestamp_takesEpochNumbersOfTheNamedUnit(String unit, String json, long expected) throws Exception {
        assertThat(ofField(MILLIS, ", \"etl\": {\"unit\": \"" + unit + "\"}").convertField(json))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, 1700000000.1234, INEXACT", "micros, 1700000000123001, INEXACT",
                "seconds, 1700000000123, OUT_OF_RANGE",
        "seconds, 1e300, OUT_OF_RANGE", "seconds, -62135596801, OUT_OF_RANGE", "seconds, true, WRONG_TYPE"
    })
    void timestamp_refusesEpochNumbersThatDoNotFit(String unit, String json, FailureReason reason) {
        Failure failure =
                ofField(MILLIS, ", \"etl\": {\"unit\": \"" + unit + "\"}").fieldRefusal(json);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    @Test
    void date_takesFullDatesAndWholeDaysOfEpochNumbers() throws Exception {
        assertThat(ofField(DATE).convertField("\"1970-01-02\"")).isEqualTo(1);
        assertThat(ofField(DATE).convertField("\"0001-01-01\"")).isEqualTo(-719162);
        assertThat(ofField(DATE, ", \"etl\": {\"unit\": \"millis\"}").convertField("-86400000"))
                .isEqualTo(-1);
        assertRefused(DATE, "\"2026-02-30\"", INVALID_TEXT);
        assertRefused(DATE, "\"2026-02-03T00:00:00Z\"", INVALID_TEXT);
        assertRefused(DATE, "1", WRONG_TYPE);
        assertThat(ofField(DATE, ", \"etl\": {\"unit\": \"millis\"}")
                        .fieldRefusal("86400001")
                        .reason())
                .isEqualTo(INEXACT);
    }
}
