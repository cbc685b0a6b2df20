package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.CHECK_FAILED;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;
import static dev.sluice.mapping.MappingFixture.SECRET;
import static dev.sluice.mapping.MappingFixture.field;
import static dev.sluice.mapping.MappingFixture.ofField;
import static dev.sluice.mapping.MappingFixture.problems;
import static dev.sluice.mapping.MappingFixture.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.failure.Failure;
import dev.sluice.mapping.json.JsonLimits;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check of the "etl" attribute: what passes, what fails, and where it makes no sense. */
class ChecksTest {

    private static String etl(String words) {
        return ", \"etl\": {" + words + "}";
    }

    private static String type(String name) {
        return switch (name) {
            case "decimal" -> "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 30, \"scale\": 2}";
            case "date" -> "{\"type\": \"int\", \"logicalType\": \"date\"}";
            case "millis" -> "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}";
            case "uuid" -> "{\"type\": \"string\", \"logicalType\": \"uuid\"}";
            case "enum" -> "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\", \"C\"]}";
            default -> '"' + name + '"';
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "int # \"minimum\": 1, \"maximum\": 3 # 1 # 0",
                "int # \"minimum\": 1, \"maximum\": 3 # 3.0 # 4",
                "int # \"minimum\": 2, \"maximum\": 2 # 2 # 3",
                "int # \"minimum\": \"1\" # 1 # 0",
                "long # \"oneOf\": [\"1\", \"2\"] # 2 # 3",
                "double # \"maximum\": \"0.1234567890123456789\" # 0.1234567890123456789 # 0.1234567890123456790",
                "long # \"maximum\": 9223372036854775806 # 9223372036854775806 # 9223372036854775807",
                "decimal # \"minimum\": 0.01 # 0.01 # 0",
                "decimal # \"maximum\": \"12345678901234567890.12\" # 12345678901234567890.12 # 12345678901234567890.13",
                "decimal # \"minimum\": 0 # \"1e20\" # \"-0.01\"",
                "double # \"maximum\": 0.1 # 0.1 # 0.1000000000000000001",
                "double # \"minimum\": 1e-300 # 1e-300 # 0.9e-300",
                "date # \"minimum\": \"2026-01-01\" # \"2026-01-01\" # \"2025-12-31\"",
                "millis # \"maximum\": \"2026-01-01T00:00:00+01:00\" # \"2025-12-31T23:00:00Z\" # \"2025-12-31T23:00:00.001Z\"",
                "millis # \"unit\": \"seconds\", \"minimum\": \"1970-01-01T00:01:00Z\" # 60 # 59",
                "string # \"minLength\": 2, \"maxLength\": 2 # \"ab\" # \"abc\"",
                "string # \"minLength\": 0, \"maxLength\": 0 # \"\" # \"a\"",
                "string # \"minLength\": 2 # \"😀😀\" # \"😀\"",
                "string # \"maxLength\": 2 # \"ßß\" # \"abc\"",
                "string # \"pattern\": \"[A-Z]{3}\" # \"EUR\" # \"EURO\"",
                "string # \"pattern\": \"ß…😀.\" # \"ß…😀\u00e9\" # \"ß…😀😀😀\"",
                "string # \"pattern\": \"ก.\" # \"กข\" # \"กขค\"",
                "string # \"oneOf\": [\"a\", \"b\"] # \"b\" # \"ab\"",
                "enum # \"oneOf\": [\"A\", \"B\"] # \"B\" # \"C\"",
                "uuid # \"pattern\": \"0.*\" # \"00000000-0000-0000-0000-000000000000\" # \"10000000-0000-0000-0000-000000000000\"",
                "decimal # \"oneOf\": [0.5, \"1\"] # 1.00 # 1.01"
            })
    void check_letsPassOrFails(String type, String words, String passing, String failing) {
        MappingFixture fixture = ofField(type(type), etl(words));
        assertThatCode(() -> fixture.convertField(passing)).doesNotThrowAnyException();
        Failure failure = fixture.fieldRefusal(failing);
        assertThat(failure.reason()).isEqualTo(CHECK_FAILED);
        assertThat(failure.path()).isEqualTo("f");
    }

    @Test
    void message_namesTheCheckAndNotTheValue() {
        assertThat(ofField("\"string\"", etl("\"maxLength\": 3"))
                        .fieldRefusal('"' + SECRET + '"')
                        .message())
                .isEqualTo("f is a string of 10 characters; it fails its \"maxLength\": send what passes, or change the"
                        + " check");
    }

    @Test
    void type_isCheckedFirst() {
        assertThat(ofField("\"int\"", etl("\"minimum\": 3"))
                        .fieldRefusal("true")
                        .reason())
                .isEqualTo(WRONG_TYPE);
    }

    @Test
    void product_isCheckedAfterItsRounding() throws Exception {
        MappingFixture fixture =
                ofField("\"long\"", etl("\"product\": [\"/a\", \"/b\"], \"rounding\": \"HALF_UP\", \"minimum\": 1"));
        fixture.convert("{\"a\": 0.5, \"b\": 1}");
        assertThat(fixture.refusal("{\"a\": 0.4, \"b\": 1}").reason()).isEqualTo(CHECK_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"f\": null}"})
    void required_refusesNothingWhateverTheTypeAllows(String json) {
        for (String type : new String[] {"\"int\", \"default\": 1", "[\"null\", \"int\"], \"default\": null"}) {
            Failure failure = ofField(type, etl("\"required\": true")).refusal(json);
            assertThat(failure.reason()).isEqualTo(CHECK_FAILED);
            assertThat(failure.message()).contains("\"required\"");
        }
    }

    @Test
    void nothing_needsNoCheckUnlessRequired() throws Exception {
        assertThat(ofField("[\"null\", \"int\"]", etl("\"minimum\": 3")).convertField("null"))
                .isNull();
    }

    /** A text as long as texts may be, under expressions that take a backtracking matcher longer than one can wait. */
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|a)*b", "(a*)*b", "((((a|b)|c)|d)|e)*f", "a*a*a*a*a*b", "(a?){1000}a{1000}b"})
    void pattern_endsSoonWhateverTheText(String pattern) {
        MappingFixture fixture = ofField("\"string\"", etl("\"pattern\": \"" + pattern + "\""));
        String text = "a".repeat(JsonLimits.DEFAULTS.maxStringBytes());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(fixture.fieldRefusal('"' + text + '"').reason())
                        .isEqualTo(CHECK_FAILED));
    }

    @Test
    void pattern_readsTextsAsLongAsTheyMayBe() throws Exception {
        MappingFixture fixture = ofField("\"string\"", etl("\"pattern\": \"a*\""));
        String text = "a".repeat(JsonLimits.DEFAULTS.maxStringBytes() - 1);
        assertThat(fixture.convertField('"' + text + "a\"").toString()).isEqualTo(text + "a");
        assertThat(fixture.fieldRefusal('"' + text + "b\"").reason()).isEqualTo(CHECK_FAILED);
    }

    @Test
    void constant_isChecked() {
        assertThat(problems(schema(field("\"int\"", etl("\"constant\": 1, \"minimum\": 2")))))
                .singleElement()
                .asString()
                .contains("fails its \"minimum\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "string # \"minimum\": 1 # numbers and times only",
                "boolean # \"maximum\": 1 # numbers and times only",
                "int # \"pattern\": \"1\" # string, uuid and enum only",
                "bytes # \"maxLength\": 1 # string, uuid and enum only",
                "boolean # \"oneOf\": [1] # must be a list of true or false",
                "int # \"minimum\": 1.5 # \"minimum\": f is a number with 1 decimal",
                "int # \"minimum\": \"x\" # \"minimum\": f is a string of 1 character",
                "int # \"minimum\": true # must be a number, or a time as text",
                "int # \"minimum\": 2, \"maximum\": 1 # swap them",
                "millis # \"unit\": \"seconds\", \"minimum\": \"60\" # \"minimum\": f is a string of 2 characters",
                "date # \"minimum\": 1 # \"minimum\": f is an integer of 1 digit",
                "millis # \"minimum\": \"2026-01-01\" # RFC 3339 timestamp",
                "string # \"minLength\": -1 # whole number from 0 up",
                "string # \"minLength\": 1.5 # whole number from 0 up",
                "string # \"minLength\": 2, \"maxLength\": 1 # swap them",
                "string # \"pattern\": \"(\" # no regular expression",
                "string # \"pattern\": \"(?=a)a\" # invalid or unsupported Perl syntax: (?=; RE2 has no look-around",
                "string # \"pattern\": \"(a)\\\\1\" # invalid escape sequence: \\1; RE2 has no look-around, no back references",
                "string # \"pattern\": \"a*+\" # invalid nested repetition operator: *+; RE2 has no",
                "string # \"pattern\": \"(a{100}){101}\" # too large with its repeats written out",
                "string # \"oneOf\": [] # one or more",
                "string # \"oneOf\": \"a\" # must be a list",
                "string # \"oneOf\": [\"a\", null] # texts, numbers or booleans, one or more",
                "string # \"oneOf\": [1] # \"oneOf\": f is an integer of 1 digit",
                "enum # \"oneOf\": [\"D\"] # \"oneOf\": f is a string of 1 character",
                "string # \"required\": 1 # must be true or false",
                "string # \"minLenght\": 1 # mean \"minLength\"?",
                "string # \"patern\": \"a\" # mean \"pattern\"?",
                "string # \"oneof\": [\"a\"] # mean \"oneOf\"?"
            })
    void check_isRefusedWhereItMakesNoSense(String type, String words, String part) {
        assertThat(problems(schema(field(type(type), etl(words)))))
                .singleElement()
                .asString()
                .startsWith("f: ")
                .contains(part);
    }
}
