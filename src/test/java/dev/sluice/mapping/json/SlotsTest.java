package dev.sluice.mapping.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The arena that strings with escapes are written into. */
class SlotsTest {

    private static final int LARGE = Slots.MOST_KEPT_BYTES / 2 + 1;

    private final PointerTrie.Builder pointers = new PointerTrie.Builder();
    private final int[] read = {pointers.slot(JsonPointer.parse("/a"), "a"), pointers.slot(JsonPointer.parse("/b"), "b")
    };
    private final JsonSlotReader reader = new JsonSlotReader(pointers.build(), "the value", JsonLimits.DEFAULTS);
    private Slots slots = new Slots(pointers.build().size());

    /** Reads two strings of an escape and so many letters. */
    private Value[] readStrings(int first, int second) throws RecordRefusedException {
        String json = "{\"a\": \"\\n" + "x".repeat(first) + "\", \"b\": \"\\t" + "y".repeat(second) + "\"}";
        byte[] document = json.getBytes(StandardCharsets.UTF_8);
        reader.read(document, 0, document.length, slots);
        Value[] values = {new Value(), new Value()};
        for (int i = 0; i < read.length; i++) {
            slots.read(read[i], values[i]);
        }
        return values;
    }

    private static String text(Value value) {
        return new String(value.bytes(), value.offset(), value.length(), StandardCharsets.UTF_8);
    }

    @Test
    void strings_withEscapesAreEachTheirOwnHoweverLong() throws Exception {
        int[] lengths = {0, 1, 100, 200, 254, 300, 1_000, 5_000};
        for (int first : lengths) {
            for (int second : lengths) {
                slots = new Slots(pointers.build().size());
                Value[] values = readStrings(first, second);
                assertThat(text(values[0])).isEqualTo("\n" + "x".repeat(first));
                assertThat(text(values[1])).isEqualTo("\t" + "y".repeat(second));
            }
        }
    }

    @Test
    void arena_isKeptWhileDocumentsAreLargeAndGivenBackAfterAUsualOne() throws Exception {
        byte[] large = readStrings(LARGE, LARGE)[1].bytes();
        assertThat(readStrings(LARGE, LARGE)[1].bytes()).as("after a large one").isSameAs(large);
        assertThat(readStrings(1, 1)[1].bytes()).as("after another large one").isSameAs(large);
        assertThat(readStrings(1, 1)[1].bytes()).as("after a usual one").hasSizeLessThan(Slots.MOST_KEPT_BYTES);
    }
}
