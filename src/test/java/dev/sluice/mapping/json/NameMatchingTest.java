package dev.sluice.mapping.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names in documents are matched byte for byte, in a hash table of parts of them. */
class NameMatchingTest {

    /** The document's names may hold anything; the pointers' may not ({@link JsonPointer#isMatchable}). */
    @Test
    void names_matchExactlyWhateverTheirLengthAndLetters() throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            Set<String> pool = new LinkedHashSet<>();
            while (pool.size() < 12) {
                pool.add(name(random, pool));
            }
            List<String> all = new ArrayList<>(pool);
            List<String> read =
                    all.stream().filter(JsonPointer::isMatchable).limit(6).toList();
            PointerTrie.Builder builder = new PointerTrie.Builder();
            Map<Integer, Integer> expected = new LinkedHashMap<>();
            for (String name : read) {
                expected.put(builder.slot(JsonPointer.ROOT.child(name), name), all.indexOf(name));
            }
            PointerTrie trie = builder.build();
            StringBuilder json = new StringBuilder("{");
            for (int i = 0; i < all.size(); i++) {
                json.append(i == 0 ? "\"" : ",\"")
                        .append(escaped(all.get(i), random))
                        .append("\":")
                        .append(i);
            }
            Slots slots = new Slots(trie.size());
            byte[] document = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
            new JsonSlotReader(trie, "the value", JsonLimits.DEFAULTS).read(document, 0, document.length, slots);
            Value value = new Value();
            expected.forEach((slot, index) -> {
                slots.read(slot, value);
                assertThat(new String(value.bytes(), value.offset(), value.length(), StandardCharsets.UTF_8))
                        .as(json + " at " + read)
                        .isEqualTo(index.toString());
            });
        }
    }

    /** A random name, or one that differs little from a name before. */
    private static String name(Random random, Set<String> pool) {
        if (!pool.isEmpty() && random.nextInt(3) > 0) {
            String base = List.copyOf(pool).get(random.nextInt(pool.size()));
            int at = base.offsetByCodePoints(0, random.nextInt(base.codePointCount(0, base.length()) + 1));
            int next = at == base.length() ? at : base.offsetByCodePoints(at, 1);
            return switch (random.nextInt(4)) {
                case 0 -> base + letter(random);
                case 1 -> letter(random) + base;
                case 2 -> base.substring(0, at);
                default -> base.substring(0, at) + letter(random) + base.substring(next);
            };
        }
        StringBuilder name = new StringBuilder();
        int length = random.nextInt(30) == 0 ? random.nextInt(400) : random.nextInt(20);
        for (int i = 0; i < length; i++) {
            name.append(letter(random));
        }
        return name.toString();
    }

    private static String letter(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> "é";
            case 1 -> "€";
            case 2 -> "😀";
            case 3 -> "\u0000";
            case 4 -> "\u007f";
            default -> String.valueOf((char) ('a' + random.nextInt(3)));
        };
    }

    private static String escaped(String name, Random random) {
        StringBuilder escaped = new StringBuilder();
        name.codePoints().forEach(point -> {
            String letter = Character.toString(point);
            if (point < ' ' || random.nextInt(30) == 0) {
                letter.chars().forEach(unit -> escaped.append(String.format("\\u%04x", unit)));
            } else {
                escaped.append(letter);
            }
        });
        return escaped.toString();
    }
}
