package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.MISSING_VALUE;
import static dev.sluice.failure.FailureReason.OUT_OF_RANGE;
import static dev.sluice.failure.FailureReason.UNKNOWN_SYMBOL;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;
import static dev.sluice.mapping.MappingFixture.SECRET;
import static dev.sluice.mapping.MappingFixture.ofField;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.avro.generic.GenericFixed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each Avro type: what it takes and gives, and what it refuses and why. */
class ValueTypesTest {

    private static final String UUID = "{\"type\": \"string\", \"logicalType\": \"uuid\"}";
    private static final String COLOUR =
            "{\"type\": \"enum\", \"name\": \"Colour\", \"symbols\": [\"RED\", \"GREEN\", \"BLUE\"]}";
    private static final String FIXED = "{\"type\": \"fixed\", \"name\": \"Four\", \"size\": 4}";

    private static String decimal(int precision, int scale) {
        return "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": " + precision + ", \"scale\": "
                + scale + "}";
    }

    private static void assertRefused(String type, String json, FailureReason reason) {
        Failure failure = ofField(type).fieldRefusal(json);
        assertThat(failure.reason()).as(type + " of " + json).isEqualTo(reason);
        assertThat(failure.path()).isEqualTo("f");
        assertThat(failure.message()).startsWith("f ");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void boolean_takesTrueAndFalse(String json, boolean expected) throws Exception {
        assertThat(ofField("\"boolean\"").convertField(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1", "0", "'\"true\"'", "[]", "{}"})
    void boolean_refusesAllElse(String json) {
        assertRefused("\"boolean\"", json, WRONG_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "1, 1",
        "-1, -1",
        "1.0, 1",
        "1e3, 1000",
        "1.5E+1, 15",
        "120e-1, 12",
        "0e999, 0",
        "2147483647, 2147483647",
        "-2147483648, -2147483648",
        "-2147483648.000, -2147483648",
        "'\"6\"', 6",
        "'\"1.0\"', 1"
    })
    void int_takesWholeNumbersHoweverWritten(String json, int expected) throws Exception {
        assertThat(ofField("\"int\"").convertField(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2147483648, OUT_OF_RANGE",
        "-2147483649, OUT_OF_RANGE",
        "1e10, OUT_OF_RANGE",
        "1e999999999999, OUT_OF_RANGE",
        "0.5, INEXACT",
        "1e-1, INEXACT",
        "1e-999999999999, OUT_OF_RANGE",
        "'\"007\"', INVALID_TEXT",
        "'\"+5\"', INVALID_TEXT",
        "'\" 5\"', INVALID_TEXT",
        "'\"\"', INVALID_TEXT",
        "true, WRONG_TYPE"
    })
    void int_refusesWhatIsNoIntExactly(String json, FailureReason reason) {
        assertRefused("\"int\"", json, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "922337203685477580.7e1, 9223372036854775807",
        "9223372036854775807.0000000000, 9223372036854775807",
        "1e18, 1000000000000000000"
    })
    void long_takesAllOf64Bits(String json, long expected) throws Exception {
        assertThat(ofField("\"long\"").convertField(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, OUT_OF_RANGE",
        "-9223372036854775809, OUT_OF_RANGE",
        "1e19, OUT_OF_RANGE",
        "9223372036854775807.5, INEXACT"
    })
    void long_refusesWhatIsNoLongExactly(String json, FailureReason reason) {
        assertRefused("\"long\"", json, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0",
        "-0",
        "-0.0",
        "1.5",
        "-2.25e3",
        "0.1",
        "3.14159265358979",
        "1.7976931348623157e308",
        "4.9e-324",
        "9007199254740993",
        "123456789012345678901234567890",
        "1e-18",
        "12345678e-18"
    })
    void double_takesTheNearest(String json) throws Exception {
        assertThat(ofField("\"double\"").convertField(json)).isEqualTo(Double.parseDouble(json));
    }

    @ParameterizedTest
    @CsvSource({"0", "-0", "1.5", "0.1", "16777217", "3.4028235e38", "1.4e-45", "1e10"})
    void float_takesTheNearest(String json) throws Exception {
        assertThat(ofField("\"float\"").convertField(json)).isEqualTo(Float.parseFloat(json));
    }

    @ParameterizedTest
    @CsvSource({
        "\"double\", 1e309",
        "\"double\", -1e5000",
        "\"double\", 1e-400",
        "\"double\", 1e-5000",
        "\"float\", 1e39",
        "\"float\", 1e-60"
    })
    void floating_refusesInfinityAndNumbersThatBecomeZero(String type, String json) {
        assertRefused(type, json, OUT_OF_RANGE);
    }

    @ParameterizedTest
    @CsvSource({"float, 1e39", "double, 1e309"})
    void floating_isNamedInItsRefusal(String type, String json) {
        assertThat(ofField('"' + type + '"').fieldRefusal(json).message())
                .contains("a number within the range of a " + type);
    }

    @Test
    void string_takesAnyUnicodeText() throws Exception {
        String text = "é € 😀 \u0000 x";
        assertThat(ofField("\"string\"").convertField("\"é € \\ud83d\\ude00 \\u0000 \\u0078\""))
                .hasToString(text);
        assertThat(ofField("\"string\"").convertField("\"\"")).hasToString("");
        assertThat(ofField("\"string\"").convertField("\"" + "ü".repeat(5_000) + "\""))
                .hasToString("ü".repeat(5_000));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"\\ud800\"', INVALID_TEXT",
        "'\"x\\udc00y\"', INVALID_TEXT",
        "1, WRONG_TYPE",
        "[], WRONG_TYPE",
        "{}, WRONG_TYPE",
        "true, WRONG_TYPE"
    })
    void string_refusesLoneSurrogatesAndOtherTypes(String json, FailureReason reason) {
        assertRefused("\"string\"", json, reason);
    }

    @Test
    void bytes_takesBase64() throws Exception {
        MappingFixture bytes = ofField("\"bytes\"");
        assertThat(bytes.convertField("\"\"")).isEqualTo(ByteBuffer.wrap(new byte[0]));
        assertThat(bytes.convertField("\"AQ==\"")).isEqualTo(ByteBuffer.wrap(new byte[] {1}));
        assertThat(bytes.convertField("\"AQI=\"")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(bytes.convertField("\"+/8A\"")).isEqualTo(ByteBuffer.wrap(new byte[] {-5, -1, 0}));
    }

    @ParameterizedTest
    @CsvSource({"A", "AQI", "A===", "====", "AR==", "AQJ=", "-_8A", "AQ==AQ==", "AQ =", "é12"})
    void bytes_refusesWhatIsNoBase64(String text) {
        assertRefused("\"bytes\"", "\"" + text + "\"", INVALID_TEXT);
    }

    @Test
    void fixed_takesItsSizeOnly() throws Exception {
        GenericFixed four = (GenericFixed) ofField(FIXED).convertField("\"AQIDBA==\"");
        assertThat(four.bytes()).containsExactly(1, 2, 3, 4);
        assertRefused(FIXED, "\"AQIDBAU=\"", OUT_OF_RANGE);
    }

    @Test
    void enum_takesItsSymbolsOnly() throws Exception {
        assertThat(ofField(COLOUR).convertField("\"BLUE\"")).hasToString("BLUE");
        assertRefused(COLOUR, "\"" + SECRET + "\"", UNKNOWN_SYMBOL);
        assertRefused(COLOUR, "\"blue\"", UNKNOWN_SYMBOL);
        assertRefused(COLOUR, "1", WRONG_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 100",
        "-1, -100",
        "1.28, 128",
        "1.27, 127",
        "-1.28, -128",
        "-1.29, -129",
        "12.500, 1250",
        "'\"12.5\"', 1250",
        "1e3, 100000",
        "99999999.99, 9999999999",
        "-99999999.99, -9999999999",
        "12500e-4, 125"
    })
    void decimal_takesNumbersAndStringsThatHoldOne(String json, long unscaled) throws Exception {
        assertThat(ofField(decimal(10, 2)).convertField(json))
                .isEqualTo(ByteBuffer.wrap(BigInteger.valueOf(unscaled).toByteArray()));
    }

    @Test
    void decimal_takesMoreThanALongHolds() throws Exception {
        String digits = "-12345678901234567890123456789012345.678";
        assertThat(ofField(decimal(38, 3)).convertField(digits))
                .isEqualTo(
                        ByteBuffer.wrap(new BigDecimal(digits).unscaledValue().toByteArray()));
    }

    @ParameterizedTest
    @CsvSource({
        "1.234, INEXACT", "1e-3, INEXACT", "100000000, OUT_OF_RANGE", "-100000000.00, OUT_OF_RANGE",
        "1e20, OUT_OF_RANGE", "1e999999999, OUT_OF_RANGE", "'\"\"', INVALID_TEXT", "'\"+1\"', INVALID_TEXT",
        "'\"01\"', INVALID_TEXT", "'\"1.\"', INVALID_TEXT", "'\".5\"', INVALID_TEXT", "'\" 1\"', INVALID_TEXT",
        "'\"1e\"', INVALID_TEXT", "'\"NaN\"', INVALID_TEXT", "'\"1.2.3\"', INVALID_TEXT", "'\"-\"', INVALID_TEXT",
        "true, WRONG_TYPE"
    })
    void decimal_refusesWhatDoesNotFit(String json, FailureReason reason) {
        assertRefused(decimal(10, 2), json, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5",
        "-1.5",
        "0",
        "-9999999999999999999999999.99",
        "9999999999999999999999999.99",
        "-0.01",
        "92233720368547758.08"
    })
    void decimalOverFixed_isSignExtended(String json) throws Exception {
        String type = "{\"type\": \"fixed\", \"name\": \"D\", \"size\": 16, \"logicalType\": \"decimal\","
                + " \"precision\": 27, \"scale\": 2}";
        GenericFixed fixed = (GenericFixed) ofField(type).convertField(json);
        assertThat(fixed.bytes()).hasSize(16);
        assertThat(new BigDecimal(new BigInteger(fixed.bytes()), 2)).isEqualByComparingTo(json);
    }

    @Test
    void uuid_isKeptAsWritten() throws Exception {
        String uuid = "F47ac10b-58cc-4372-a567-0e02b2c3d479";
        assertThat(ofField(UUID).convertField("\"" + uuid + "\"")).hasToString(uuid);
        assertRefused(UUID, "\"" + uuid.replace('-', 'a') + "\"", INVALID_TEXT);
        assertRefused(UUID, "\"" + uuid.replace('F', 'g') + "\"", INVALID_TEXT);
        assertRefused(UUID, "\"" + uuid + "0\"", INVALID_TEXT);
    }

    @Test
    void uuidOverFixed_isItsSixteenBytes() throws Exception {
        String type = "{\"type\": \"fixed\", \"name\": \"U\", \"size\": 16, \"logicalType\": \"uuid\"}";
        GenericFixed uuid = (GenericFixed) ofField(type).convertField("\"00112233-4455-6677-8899-aAbBcCdDeEfF\"");
        assertThat(uuid.bytes()).isEqualTo(HexFormat.of().parseHex("00112233445566778899aabbccddeeff"));
        assertRefused(type, "\"00112233-4455-6677-8899-aAbBcCdDeEf\"", INVALID_TEXT);
    }

    @Test
    void null_takesNullAndNothing() throws Exception {
        assertThat(ofField("\"null\"").convertField("null")).isNull();
        assertThat(ofField("\"null\"").convertToBytes("{}")).isEmpty();
        assertRefused("\"null\"", "0", WRONG_TYPE);
        assertRefused("\"null\"", "\"\"", WRONG_TYPE);
    }

    @ParameterizedTest
    @CsvSource({"'[\"null\", \"string\"]'", "'[\"string\", \"null\"]'"})
    void union_takesNullAndItsTypeInEitherOrder(String type) throws Exception {
        assertThat(ofField(type).convertField("\"x\"")).hasToString("x");
        assertThat(ofField(type).convertField("null")).isNull();
        assertThat(ofField(type).convertAndRead("{}").get("f")).isNull();
        assertThat(ofField(type).fieldRefusal("1").reason()).isEqualTo(WRONG_TYPE);
    }

    @Test
    void missing_isRefusedWhereTheFieldHasNoDefault() {
        assertThat(ofField("\"string\"").refusal("{}").reason()).isEqualTo(MISSING_VALUE);
        assertThat(ofField("\"string\"").fieldRefusal("null").reason()).isEqualTo(MISSING_VALUE);
    }

    @Test
    void default_standsForAnAbsentValueAndNotForNull() throws Exception {
        MappingFixture fixture = ofField("\"string\"", ", \"default\": \"none\"");
        assertThat(fixture.convertAndRead("{}").get("f")).hasToString("none");
        assertThat(fixture.fieldRefusal("null").reason()).isEqualTo(MISSING_VALUE);
    }

    @Test
    void default_standsForAnAbsentValueOfANullableField() throws Exception {
        MappingFixture fixture = ofField("[\"string\", \"null\"]", ", \"default\": \"none\"");
        assertThat(fixture.convertAndRead("{}").get("f")).hasToString("none");
        assertThat(fixture.convertField("null")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"SeCrEt4711\"', a string of 10 characters", "12345, an integer of 5 digits", "-1, an integer of 1 digit",
        "1.23, a number with 2 decimals", "1e3, a number with an exponent", "[\"SeCrEt4711\"], an array",
        "{\"SeCrEt4711\": 1}, an object"
    })
    void message_givesTheShapeAndNotTheValue(String json, String shape) {
        assertThat(ofField("\"boolean\"").fieldRefusal(json).message())
                .isEqualTo("f is " + shape + "; it takes true or false: send that");
    }
}
