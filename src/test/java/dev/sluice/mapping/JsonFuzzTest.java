package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scanner agrees with Jackson's strict parser on documents with a few bytes changed. */
class JsonFuzzTest {

    private static final int ROUNDS = 150_000;
    private static final String INTERESTING = "\"\\{}[],:0-+.eE1tfnu \n\u0000";

    private static final String[] SEEDS = {
        "{\"a\": {\"b\": [1, -0.5e+10, true, false, null, \"é€😀\"]}, \"c\": [[], {}, \"\\u00e9\\n\\ud83d\\ude00\"]}",
        " {\"c\":[{\"a\":1},2,[3,{\"d\":\"0123456789\"}]],\"x\\u0061\":0,\"a\":\"\\\\\\\"/\\/\\b\"} ",
        "{\"amount\":1234.50,\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"a\":1E5,\"tags\":{\"\":\"Évora\"}}"
    };

    @Test
    void changedDocument_isAcceptedIfJacksonAcceptsIt() {
        Random random = new Random(7);
        JsonAgreement agreement = new JsonAgreement("/a/b/1", "/c/0/a", "/c/2/1/d", "/amount", "/id");
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] json = changed(SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8), random);
            accepted += agreement.check(json) == JsonAgreement.Outcome.ACCEPTED ? 1 : 0;
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
}
