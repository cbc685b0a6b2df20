package dev.sluice.mapping.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Escapes at the very end of a text, and at the borders of surrogates. */
class JsonEscapesTest {

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\\\", "\\u0000", "\\uFfFf", "\\ud800"})
    void length_isThatOfAWholeEscapeAndNothingForAShorterOne(String escape) {
        byte[] json = ascii(escape);
        assertThat(JsonEscapes.length(json, 0, json.length)).isEqualTo(json.length);
        for (int to = 1; to < json.length; to++) {
            assertThat(JsonEscapes.length(json, 0, to)).as("cut to %d", to).isZero();
            assertThat(JsonEscapes.length(Arrays.copyOf(json, to), 0, to))
                    .as("of %d", to)
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF})
    void resolve_givesEachCodePointAtTheEndOfTheText(int point) {
        StringBuilder escapes = new StringBuilder("x");
        for (char unit : Character.toChars(point)) {
            escapes.append(String.format("\\u%04x", (int) unit));
        }
        byte[] json = ascii(escapes.toString());
        byte[] into = new byte[json.length];
        int end = JsonEscapes.resolve(json, 0, json.length, into, 0);
        assertThat(new String(into, 0, Math.max(0, end), StandardCharsets.UTF_8))
                .isEqualTo("x" + Character.toString(point));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\ud800x", "\\ud800\\n", "\\ud800\\u0041", "\\ud800\\ud800", "\\udc00\\ud800"})
    void resolve_findsHalfAPairAtTheEndOfTheText(String half) {
        byte[] json = ascii(half);
        assertThat(JsonEscapes.resolve(json, 0, json.length, new byte[json.length], 0))
                .isNegative();
    }

    @Test
    void resolve_readsNothingBeyondTheText() {
        byte[] json = ascii("\\ud800\\udc00");
        assertThat(JsonEscapes.resolve(json, 0, 6, new byte[6], 0)).isNegative();
    }
}
