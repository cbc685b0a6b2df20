package dev.sluice.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** UTF-8 against Java's own encoder and decoder. */
class Utf8Test {

    private static final int[] BORDERS = {0, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF
    };

    @Test
    void encode_equalsJavasForEachCodePoint() {
        byte[] into = new byte[6];
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                byte[] expected = Character.toString(point).getBytes(StandardCharsets.UTF_8);
                int end = Utf8.encode(point, into, 1);
                if (!Arrays.equals(into, 1, end, expected, 0, expected.length)) {
                    assertThat(Arrays.copyOfRange(into, 1, end))
                            .as("U+%X", point)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void isValid_agreesWithJavasDecoder() {
        Random random = new Random(1);
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            boolean expected = isDecodable(bytes);
            assertThat(Utf8.isValid(bytes)).as(Arrays.toString(bytes)).isEqualTo(expected);
            valid += expected ? 1 : 0;
        }
        assertThat(valid).isBetween(100_000, 190_000);
    }

    /** Of ASCII mostly, and about as long as the words that it is read in. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            text.appendCodePoint(random.nextInt(6) == 0 ? BORDERS[random.nextInt(BORDERS.length)] : 'a');
        }
        return text.toString();
    }

    private static boolean isDecodable(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
