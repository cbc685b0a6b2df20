package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.FailureReason;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The scanner agrees with Jackson's strict parser on documents with a few bytes changed. */
class JsonFuzzTest {

    private static final JsonFactory JACKSON = new JsonFactory();
    private static final int ROUNDS = 150_000;
    private static final String INTERESTING = "\"\\{}[],:0-+.eE1tfnu \n\u0000";

    private static final String[] SEEDS = {
        "{\"a\": {\"b\": [1, -0.5e+10, true, false, null, \"é€😀\"]}, \"c\": [[], {}, \"\\u00e9\\n\\ud83d\\ude00\"]}",
        " {\"c\":[{\"a\":1},2,[3,{\"d\":\"0123456789\"}]],\"x\\u0061\":0,\"a\":\"\\\\\\\"/\\/\\b\"} ",
        "{\"amount\":1234.50,\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"a\":1E5,\"tags\":{\"\":\"Évora\"}}"
    };

    private final PointerTrie trie = trie();

    private static PointerTrie trie() {
        PointerTrie.Builder builder = new PointerTrie.Builder();
        for (String pointer : new String[] {"/a/b/1", "/c/0/a", "/c/2/1/d", "/amount", "/id"}) {
            builder.slot(JsonPointer.parse(pointer), "f");
        }
        return builder.build();
    }

    @Test
    void changedDocument_isAcceptedIfJacksonAcceptsIt() {
        Random random = new Random(7);
        JsonSlotReader reader = new JsonSlotReader(trie, "the value", JsonLimits.DEFAULTS);
        Slots slots = new Slots(trie.size());
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] json = changed(SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8), random);
            FailureReason refusal = refusal(reader, slots, json);
            if (refusal == FailureReason.DUPLICATE_KEY) {
                continue; // Jackson's tokens do not tell, and what comes after is not looked at.
            }
            boolean accepts = refusal == null || refusal == FailureReason.WRONG_TYPE;
            assertThat(accepts)
                    .as(new String(json, StandardCharsets.ISO_8859_1))
                    .isEqualTo(jacksonAccepts(json));
            accepted += accepts ? 1 : 0;
        }
        assertThat(accepted).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    private static byte[] changed(byte[] json, Random random) {
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            json[random.nextInt(json.length)] = switch (random.nextInt(3)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> json[random.nextInt(json.length)];
                default -> (byte) INTERESTING.charAt(random.nextInt(INTERESTING.length()));
            };
        }
        return json;
    }

    /** Null if there is none; {@link FailureReason#WRONG_TYPE} if it is JSON but no object. */
    private static FailureReason refusal(JsonSlotReader reader, Slots slots, byte[] json) {
        try {
            reader.read(json, slots);
            return null;
        } catch (RecordRefusedException e) {
            return e.failure().reason();
        }
    }

    /** Jackson, but without its lenience in decoding UTF-8, and without UTF-16 and byte order marks. */
    private static boolean jacksonAccepts(byte[] json) {
        if (!Utf8.isValid(json) || json[0] == 0 || json[1] == 0 || json[0] < 0) {
            return false;
        }
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
