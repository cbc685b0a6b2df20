package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.CHECK_FAILED;
import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;
import static dev.sluice.mapping.MappingFixture.field;
import static dev.sluice.mapping.MappingFixture.ofField;
import static dev.sluice.mapping.MappingFixture.problems;
import static dev.sluice.mapping.MappingFixture.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.mask.MaskKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mask of the "etl" attribute: what it leaves of a text. */
class MasksTest {

    private static final String KEY = "Jefe-what-do-ya-want";

    private static String mask(String words) {
        return ", \"etl\": {\"mask\": \"" + words + "}";
    }

    private static MappingFixture hashing(String key) {
        return MappingFixture.ofSchema(
                schema(field("[\"null\", \"string\"]", mask("hmac-sha256\""))),
                new MappingOptions(MaskKey.of(key), JsonLimits.DEFAULTS));
    }

    @ParameterizedTest
    @CsvSource({"4111111111111111, ************1111", "12345, *2345", "1234, ****", "1, *", "'', ''", "a😀ßb…, *😀ßb…"})
    void lastFour_leavesTheLastFourCodePoints(String text, String expected) throws Exception {
        assertThat(ofField("\"string\"", mask("last-four\"")).convertField('"' + text + '"'))
                .hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "****"})
    void redact_leavesNothing(String text) throws Exception {
        assertThat(ofField("[\"null\", \"string\"]", mask("redact\"")).convertField('"' + text + '"'))
                .hasToString("***");
    }

    /** By {@code printf %s … | openssl dgst -sha256 -hmac …}. */
    @Test
    void hmac_isTheKeyedHashInHexadecimal() throws Exception {
        assertThat(hashing(KEY).convertField("\"4111111111111111\""))
                .hasToString("c59b9ec30b0a51f996e2f75ed33649ad679ec8d482fc03936773bc3b3a134670");
        assertThat(hashing(KEY).convertField("\"Zürich\""))
                .hasToString("e33a8d30201bc0a5cc31577b8a7a24c720768b9cb84f85158d1d20fd76ef8938");
    }

    @Test
    void hmac_isTheSameForTheSameTextAndAnotherForAnotherKey() throws Exception {
        MappingFixture fixture = hashing(KEY);
        Object first = fixture.convertField("\"a\"");
        assertThat(fixture.convertField("\"b\"")).isNotEqualTo(first);
        assertThat(fixture.convertField("\"a\"")).isEqualTo(first);
        assertThat(hashing(KEY + "!").convertField("\"a\"")).isNotEqualTo(first);
    }

    @Test
    void nothing_staysNothing() throws Exception {
        assertThat(hashing(KEY).convertField("null")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"last-four", "redact"})
    void mask_refusesWhatIsNoText(String mask) {
        assertThat(ofField("\"string\"", mask(mask + '"')).fieldRefusal("1").reason())
                .isEqualTo(WRONG_TYPE);
        assertThat(ofField("\"string\"", mask(mask + '"'))
                        .fieldRefusal("\"\\ud800\"")
                        .reason())
                .isEqualTo(INVALID_TEXT);
    }

    @Test
    void checks_seeTheTextBeforeItsMask() throws Exception {
        MappingFixture fixture = ofField("\"string\"", mask("last-four\", \"pattern\": \"[0-9]*\""));
        assertThat(fixture.convertField("\"123456\"")).hasToString("**3456");
        assertThat(fixture.fieldRefusal("\"**3456\"").reason()).isEqualTo(CHECK_FAILED);
    }

    @Test
    void oneOf_goesWithAMaskThatNeedsAKey() throws Exception {
        MappingFixture fixture = MappingFixture.ofSchema(
                schema(field("\"string\"", mask("hmac-sha256\", \"oneOf\": [\"a\", \"b\"]"))),
                new MappingOptions(MaskKey.of(KEY), JsonLimits.DEFAULTS));
        assertThat(fixture.convertField("\"a\""))
                .isEqualTo(hashing(KEY).convertField("\"a\""))
                .asString()
                .hasSize(64);
        assertThat(fixture.fieldRefusal("\"c\"").reason()).isEqualTo(CHECK_FAILED);
    }

    @Test
    void mask_isRefusedWhereItDoesNotFit() {
        assertThat(problems(schema(field("\"int\"", mask("redact\"")))))
                .containsExactly("f: etl's \"mask\" goes with string only");
        assertThat(problems(schema(field("\"string\"", mask("last4\"")))))
                .singleElement()
                .asString()
                .contains("expected last-four, redact, hmac-sha256");
        MappingOptions withoutKey =
                new MappingOptions(null, "SLUICE_MASK_KEY or SLUICE_MASK_KEY_FILE", JsonLimits.DEFAULTS);
        assertThat(problems(schema(field("\"string\"", mask("hmac-sha256\""))), withoutKey))
                .singleElement()
                .asString()
                .contains("set SLUICE_MASK_KEY or SLUICE_MASK_KEY_FILE");
    }

    @Test
    void key_isRefusedWhenShortAndNeverShown() {
        assertThatThrownBy(() -> MaskKey.of("fifteen letters"))
                .hasMessageContaining("at least 16 bytes")
                .hasMessageNotContaining("fifteen");
        assertThat(new MappingOptions(MaskKey.of(KEY), JsonLimits.DEFAULTS).toString())
                .doesNotContain("Jefe");
    }

    @Test
    void key_isInNoFingerprint() {
        assertThat(hashing(KEY).mapping.fingerprint())
                .isEqualTo(hashing(KEY + "!").mapping.fingerprint());
    }
}
