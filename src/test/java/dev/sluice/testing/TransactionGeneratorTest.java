package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.TransactionGenerator.Kind;
import dev.sluice.testing.TransactionGenerator.Message;
import dev.sluice.testing.TransactionGenerator.Mix;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

class TransactionGeneratorTest {

    private static final Mix MIX = new Mix(0.3, 0.1, Duration.ofMillis(20));
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final ObjectReader JSON =
            new JsonMapper().readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Test
    void messages_areTheSameBytesWhenTheSeedIsTheSame() {
        TransactionGenerator first = new TransactionGenerator(7, MIX, START);
        TransactionGenerator second = new TransactionGenerator(7, MIX, START);

        for (int i = 0; i < 1_000; i++) {
            assertThat(first.next()).usingRecursiveComparison().isEqualTo(second.next());
        }
    }

    @Test
    void messages_differWhenTheSeedDiffers() {
        byte[] first = new TransactionGenerator(7, MIX, START).next().value();
        byte[] second = new TransactionGenerator(8, MIX, START).next().value();

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void transaction_isWholeAndKeyedByItsAccountWhenGood() {
        Set<String> ids = new HashSet<>();
        for (Message message : generate(5_000, Kind.GOOD)) {
            JsonNode transaction = JSON.readValue(message.value());
            String channel = transaction.at("/channel").asString();

            assertThat(transaction.at("/amount").isNumber()).isTrue();
            assertThat(transaction.has("card")).isEqualTo(!channel.equals("TRANSFER"));
            assertThat(transaction.at("/card/number").asString())
                    .endsWith(transaction.at("/card/last4").asString());
            assertThat(transaction.at("/account_id").asString()).isEqualTo(new String(message.key()));
            assertThat(transaction.has("merchant_id"))
                    .isEqualTo(Set.of("POS", "ONLINE").contains(channel));
            assertThat(OffsetDateTime.parse(transaction.at("/event_time").asString())
                            .toInstant())
                    .isBefore(START.plus(Duration.ofMinutes(5)));
            assertThat(ids.add(transaction.at("/transaction_id").asString())).isTrue();
        }
    }

    @Test
    void transaction_isNoJsonDocumentWhenTruncatedOrTrailed() {
        for (Kind kind : EnumSet.of(Kind.TRUNCATED_JSON, Kind.TRAILING_BYTES)) {
            for (Message message : generate(50, kind)) {
                assertThatThrownBy(() -> JSON.readValue(message.value())).isInstanceOf(JacksonException.class);
            }
        }
    }

    @Test
    void transactions_haveEveryKindWhenSomeAreBad() {
        TransactionGenerator generator = new TransactionGenerator(7, MIX, START);

        assertThat(Stream.generate(generator::next).limit(1_000).map(Message::kind))
                .contains(Kind.values());
    }

    @Test
    void merchants_areEachInTimeOrLateWhenSomeAreLate() {
        assertThat(ReferenceData.merchants(MIX)).hasSize(1_800);
        assertThat(ReferenceData.lateMerchants(MIX))
                .hasSize(200)
                .doesNotContainAnyElementsOf(ReferenceData.merchants(MIX));
    }

    private static List<Message> generate(int count, Kind kind) {
        TransactionGenerator generator = new TransactionGenerator(7, MIX, START);
        return Stream.generate(generator::next)
                .filter(message -> message.kind() == kind)
                .limit(count)
                .toList();
    }
}
