package dev.sluice.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

    private static boolean matches(String regex, String text) {
        byte[] utf8 = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return LinearPattern.compile(regex).matches(utf8, 1, utf8.length - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "[A-Z]{3}, EUR, true",
        "[A-Z]{3}, EURO, false",
        "UR, EUR, false",
        "'', '', true",
        "ß…😀., ß…😀é, true",
        "\\p{L}+, Zürich, true",
        "(?i)eur, EuR, true",
        "[[:alpha:]]*, abc1, false"
    })
    void text_matchesAsAWhole(String regex, String text, boolean expected) {
        assertThat(matches(regex, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "( # missing closing )",
                "(?=a)a # invalid or unsupported Perl syntax: (?=",
                "(?<!a)a # (?<!a)a; RE2 has no look-around",
                "(a)\\1 # invalid escape sequence: \\1",
                "a++ # invalid nested repetition operator: ++",
                "\\p{Alpha} # \\p{Alpha}"
            })
    void expression_isRefusedWithThePartThatRe2DoesNotKnow(String regex, String part) {
        assertThatThrownBy(() -> LinearPattern.compile(regex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no regular expression of RE2: ")
                .hasMessageContaining(part)
                .hasMessageContaining("no look-around, no back references and no possessive quantifiers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a{1000}){11}",
                "((a{1000}){1000}){1000}",
                "(((a{0,99}){0,99}){0,99}b)*",
                "(\\w{1,64}\\.){1,999}",
                "a{99999999999}"
            })
    void expression_isRefusedWhenItsRepeatsMakeItTooLarge(String regex) {
        assertThatThrownBy(() -> LinearPattern.compile(regex)).hasMessageContaining("repeat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(\\w{1,64}\\.){1,64}",
                "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                "a{1000}",
                "[{(]{1000}",
                "a{,3}",
                "\\{1000}"
            })
    void expression_isTakenWhenItsRepeatsAreFew(String regex) {
        assertThat(LinearPattern.compile(regex)).hasToString(regex);
    }

    @Test
    void expression_isRefusedWhenItIsNestedTooDeeply() {
        LinearPattern.compile("(".repeat(50) + "a" + ")".repeat(50));
        assertThatThrownBy(() -> LinearPattern.compile("(".repeat(100_000) + "a" + ")".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
