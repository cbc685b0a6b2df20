package dev.sluice.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.deadletters.DeadLetterCounts;
import dev.sluice.deadletters.DeadLetterRecord;
import dev.sluice.deadletters.Letters;
import dev.sluice.deadletters.ReplayTarget;
import dev.sluice.failure.FailureReason;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people and programs are told of dead letters, and what they are not. */
class DeadLetterOutputTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String VALUE =
            "{\n  \"amount\": 1.10000000000000000000001,\n  \"pan\": \"5105105105105100\"\n}";

    private static DeadLetterRecord letter(byte[] value) {
        return Letters.letter(1, 10, Letters.headers(3, FailureReason.WRONG_TYPE), value);
    }

    private static String text(DeadLetterRecord letter, boolean isRevealed) {
        return String.join("\n", DeadLetterText.lines(letter, null, isRevealed));
    }

    @Test
    void record_isHiddenUnlessItIsRevealed() {
        DeadLetterRecord letter = letter(Letters.bytes(VALUE));

        for (String output : List.of(text(letter, false), DeadLetterJson.of(letter, null, false))) {
            assertThat(output)
                    .contains("wrong_type", "amount", "payments", "trace")
                    .doesNotContain("5105105105105100", "account", "t-1");
        }
        for (String output : List.of(text(letter, true), DeadLetterJson.of(letter, null, true))) {
            assertThat(output).contains("5105105105105100", "account", "t-1");
        }
    }

    @Test
    void json_isOneLineWithEachDigitOfTheValue() {
        String json = DeadLetterJson.of(letter(Letters.bytes(VALUE)), ReplayTarget.RETRY, true);

        assertThat(json).doesNotContain("\n").contains("1.10000000000000000000001");
        JsonNode node = JSON.readTree(json);
        assertThat(node.get("value").get("pan").asString()).isEqualTo("5105105105105100");
        assertThat(node.get("replayedTo").asString()).isEqualTo("retry");
        assertThat(node.get("source").get("offset").asLong()).isEqualTo(3);
        assertThat(node.get("attempts").asInt()).isEqualTo(4);
    }

    @Test
    void json_hasBase64WhenTheValueIsNoJson() {
        for (String value : List.of("{\"amount\":1", "{} {}", "")) {
            JsonNode node = JSON.readTree(DeadLetterJson.of(letter(Letters.bytes(value)), null, true));
            assertThat(node.has("value")).as(value).isFalse();
            assertThat(node.get("valueBase64").asString()).isEqualTo(Payload.base64(Letters.bytes(value)));
        }
        assertThat(JSON.readTree(DeadLetterJson.of(letter(new byte[] {(byte) 0xff}), null, true))
                        .get("valueBase64")
                        .asString())
                .isEqualTo("/w==");
    }

    @Test
    void text_holdsNothingThatATerminalWouldObey() {
        assertThat(text(letter(Letters.bytes("\u001b[2J\u202e{")), true)).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void text_saysThatALetterWithoutItsValueCannotBeReplayed() {
        Headers headers = Letters.headers(3, FailureReason.LIMIT_EXCEEDED)
                .add(FailureHeaders.VALUE_SHA256, Letters.bytes("00ff"))
                .add(FailureHeaders.VALUE_BYTES, Letters.bytes("2000000"));
        DeadLetterRecord letter = Letters.letter(1, 10, headers, null);

        assertThat(text(letter, true)).contains("2000000 bytes", "cannot be replayed", "SHA-256 00ff");
        assertThat(JSON.readTree(DeadLetterJson.of(letter, null, false))
                        .get("valueBytes")
                        .asLong())
                .isEqualTo(2_000_000);
    }

    @Test
    void table_fitsATerminalWhateverTheHeadersSay() {
        DeadLetterCounts counts = new DeadLetterCounts();
        for (int i = 0; i < 100; i++) {
            Headers headers = Letters.headers(3, FailureReason.WRONG_TYPE);
            headers.remove(FailureHeaders.PATH).add(FailureHeaders.PATH, Letters.bytes("field." + "x".repeat(i)));
            headers.remove(FailureHeaders.TOPIC).add(FailureHeaders.TOPIC, Letters.bytes("t".repeat(2 * i + 1)));
            counts.add(Letters.letter(0, i, headers, null), i % 2 == 0);
        }

        List<String> lines = DeadLetterCountsText.lines("t".repeat(200), counts);

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(lines).contains("… and 60 more rows; --json prints all");
        assertThat(JSON.readTree(DeadLetterCountsJson.of("topic", counts)).get("byReasonAndField"))
                .hasSize(100);
    }
}
