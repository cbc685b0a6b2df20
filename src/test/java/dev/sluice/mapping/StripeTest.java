package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/** Stripe's own examples of four resources, by the schemas beside them in {@code data/stripe}, field by field. */
class StripeTest {

    private static final JsonMapper JSON = new JsonMapper();

    // As counted in data/stripe/README.md, from the JSON alone.
    private static final int CHARGE_LEAVES = 129;
    private static final int BALANCE_TRANSACTION_LEAVES = 16;
    private static final int REFUND_LEAVES = 19;
    private static final int PAYMENT_INTENT_LEAVES = 44;

    private static MappingFixture mapping(String resource) throws IOException {
        return MappingFixture.ofSchema(text(resource + ".avsc"));
    }

    private static ObjectNode example(String resource) throws IOException {
        return (ObjectNode) JSON.readTree(text(resource + ".json"));
    }

    private static String text(String file) throws IOException {
        try (InputStream in = StripeTest.class.getResourceAsStream("/data/stripe/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The four examples, and one with much in it. */
    static List<Arguments> documents() throws IOException {
        return List.of(
                Arguments.of("charge", example("charge")),
                Arguments.of("balance_transaction", example("balance_transaction")),
                Arguments.of("refund", example("refund")),
                Arguments.of("payment_intent", example("payment_intent")),
                Arguments.of("payment_intent", expandedThroughout()));
    }

    /** Converts, reads back and compares; returns how many leaves were the same. */
    private static int roundTrip(MappingFixture mapping, JsonNode document) throws Exception {
        return FieldByField.compare(document, mapping.convertAndRead(document.toString()));
    }

    private static List<JsonMember> members(String resource, JsonNode document) throws IOException {
        return JsonMember.of(document, new Schema.Parser().parse(text(resource + ".avsc")));
    }

    @ParameterizedTest
    @CsvSource({
        "charge, 151, " + CHARGE_LEAVES,
        "balance_transaction, 16, " + BALANCE_TRANSACTION_LEAVES,
        "refund, 21, " + REFUND_LEAVES,
        "payment_intent, 54, " + PAYMENT_INTENT_LEAVES
    })
    void resource_isTheSameInEachField(String resource, int members, int leaves) throws Exception {
        MappingFixture mapping = mapping(resource);
        GenericRecord read = mapping.convertAndRead(text(resource + ".json"));
        assertThat(FieldByField.compare(example(resource), read)).isEqualTo(leaves);
        assertThat(members(resource, example(resource))).hasSize(members);
        assertThat(mapping.encoded.eventTimeMillis()).isEqualTo(1_234_567_890_000L);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void comparison_failsWhenAnyMemberDiffers(String resource, JsonNode document) throws Exception {
        GenericRecord read = mapping(resource).convertAndRead(document.toString());
        for (JsonMember member : members(resource, document)) {
            JsonNode value = document.at(member.pointer());
            requireDifference(member.replaced(document, changed(value)), read);
            if (!value.isNull() && !member.isItem()) {
                requireDifference(member.removed(document), read);
            }
        }
    }

    private static void requireDifference(JsonNode document, GenericRecord read) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> FieldByField.compare(document, read));
    }

    private static JsonNode changed(JsonNode value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (value.getNodeType()) {
            case STRING -> json.stringNode(value.stringValue() + "x");
            case NUMBER -> json.numberNode(value.longValue() + 1);
            case BOOLEAN -> json.booleanNode(!value.booleanValue());
            case ARRAY -> ((ArrayNode) value.deepCopy()).add("x");
            case OBJECT -> ((ObjectNode) value.deepCopy()).put("x", "x");
            default -> json.stringNode("x");
        };
    }

    @ParameterizedTest
    @MethodSource("documents")
    void member_isWrittenWhenOfAnyJsonTypeThatItsAvroTypeTakes(String resource, JsonNode document) throws Exception {
        MappingFixture mapping = mapping(resource);
        for (JsonMember member : members(resource, document)) {
            for (JsonNodeType type : JsonMember.JSON_TYPES) {
                if (member.takes(type)) {
                    roundTrip(mapping, member.replaced(document, member.example(type)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void member_isRefusedByItsPathWhenOfAnotherJsonType(String resource, JsonNode document) throws Exception {
        MappingFixture mapping = mapping(resource);
        for (JsonMember member : members(resource, document)) {
            for (JsonNodeType type : JsonMember.JSON_TYPES) {
                if (!member.takes(type) && !isNothingOfARecord(member, type)) {
                    String json =
                            member.replaced(document, member.example(type)).toString();
                    requireRefusal(mapping, json, member, reasons(member, type));
                }
            }
        }
    }

    /** A string may hold a number, where the type is none of several in a union. */
    private static Set<FailureReason> reasons(JsonMember member, JsonNodeType type) {
        if (type == JsonNodeType.STRING) {
            return Set.of(FailureReason.WRONG_TYPE, FailureReason.INVALID_TEXT);
        }
        return Set.of(
                type == JsonNodeType.NULL && !member.isItem() ? FailureReason.MISSING_VALUE : FailureReason.WRONG_TYPE);
    }

    private static void requireRefusal(
            MappingFixture mapping, String json, JsonMember member, Set<FailureReason> reasons) {
        Failure failure = mapping.refusal(json);
        assertThat(failure.path()).isEqualTo(member.path());
        assertThat(failure.reason()).as(failure.message()).isIn(reasons);
    }

    /** A null record that cannot be null is looked for in its fields, as if it were empty. */
    private static boolean isNothingOfARecord(JsonMember member, JsonNodeType type) {
        return type == JsonNodeType.NULL && member.type().getType() == Schema.Type.RECORD;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void member_isNullOrRefusedByItsPathWhenAbsent(String resource, JsonNode document) throws Exception {
        MappingFixture mapping = mapping(resource);
        for (JsonMember member : members(resource, document)) {
            if (member.isItem()) {
                continue;
            }
            JsonNode without = member.removed(document);
            if (member.takes(JsonNodeType.NULL) || isNothingOfARecord(member, JsonNodeType.NULL)) {
                roundTrip(mapping, without);
            } else {
                requireRefusal(mapping, without.toString(), member, Set.of(FailureReason.MISSING_VALUE));
            }
        }
    }

    @Test
    void record_isOneOfNullsWhenNullWhereItCannotBe() throws Exception {
        ObjectNode charge = example("charge").putNull("billing_details");
        assertThat(mapping("charge").convertAndRead(charge.toString()).get("billing_details"))
                .hasToString("{\"address\": null, \"email\": null, \"name\": null, \"phone\": null, \"tax_id\": null}");
    }

    @ParameterizedTest
    @CsvSource({
        "charge, balance_transaction, " + (CHARGE_LEAVES - 1 + BALANCE_TRANSACTION_LEAVES),
        "charge, failure_balance_transaction, " + (CHARGE_LEAVES - 1 + BALANCE_TRANSACTION_LEAVES),
        "refund, balance_transaction, " + (REFUND_LEAVES - 1 + BALANCE_TRANSACTION_LEAVES)
    })
    void field_isTheIdOrTheExpandedObject(String resource, String field, int leaves) throws Exception {
        MappingFixture mapping = mapping(resource);
        ObjectNode id = example(resource).put(field, "txn_1PgaxNB7WZ01zgkWEV3TLf40");
        assertThat(mapping.convertAndRead(id.toString()).get(field)).hasToString("txn_1PgaxNB7WZ01zgkWEV3TLf40");
        ObjectNode expanded = example(resource).set(field, example("balance_transaction"));
        assertThat(roundTrip(mapping, expanded)).isEqualTo(leaves);
    }

    @Test
    void latestCharge_isExpandedThroughAllItsLevels() throws Exception {
        assertThat(roundTrip(mapping("payment_intent"), expandedThroughout()))
                .isEqualTo(PAYMENT_INTENT_LEAVES
                        - 1
                        + CHARGE_LEAVES
                        - 2
                        + BALANCE_TRANSACTION_LEAVES
                        + 2 * REFUND_LEAVES
                        - 1
                        + BALANCE_TRANSACTION_LEAVES);
    }

    @Test
    void latestCharge_isRefusedByThePathWithinIt() throws Exception {
        ObjectNode intent = expandedThroughout();
        ((ObjectNode) intent.at("/latest_charge/refunds/data/1/balance_transaction")).put("net", "SeCrEt4711");
        Failure failure = mapping("payment_intent").refusal(intent.toString());
        assertThat(failure)
                .isEqualTo(new Failure(
                        FailureReason.WRONG_TYPE,
                        "latest_charge.refunds.data[].balance_transaction.net",
                        "latest_charge.refunds.data[].balance_transaction.net is a string of 10 characters; it takes"
                                + " a whole number of 64 bits: send that (latest_charge.refunds.data[1])"));
    }

    /** A payment intent with its charge, with its balance transaction and its refunds, with that of one of them. */
    private static ObjectNode expandedThroughout() throws IOException {
        ObjectNode charge = example("charge").set("balance_transaction", example("balance_transaction"));
        ((ArrayNode) charge.at("/refunds/data"))
                .add(example("refund"))
                .add(example("refund").set("balance_transaction", example("balance_transaction")));
        ObjectNode intent = example("payment_intent").set("latest_charge", charge);
        ((ObjectNode) intent.get("metadata")).put("order_id", "6735");
        ((ObjectNode) intent.get("payment_method_options")).putObject("card").putNull("network");
        return intent;
    }

    @Test
    void expandedObject_leavesItsIdentityWhereItHasNoRecord() throws Exception {
        ObjectNode charge = example("charge").set("payment_intent", example("payment_intent"));
        assertThat(mapping("charge").convertAndRead(charge.toString()).get("payment_intent"))
                .hasToString(
                        "{\"id\": \"pi_1PgafyB7WZ01zgkWSjxsAJo3\", \"object\": \"payment_intent\", \"deleted\": null}");
        ObjectNode deleted = example("charge");
        deleted.putObject("customer")
                .put("id", "cus_1")
                .put("object", "customer")
                .put("deleted", true);
        assertThat(roundTrip(mapping("charge"), deleted)).isEqualTo(CHARGE_LEAVES + 2);
    }

    @Test
    void refunds_areEachTheSameInTheirOrder() throws Exception {
        ObjectNode charge = example("charge");
        ArrayNode refunds = (ArrayNode) charge.at("/refunds/data");
        for (int i = 0; i < 100; i++) {
            refunds.add(example("refund").put("id", "re_" + i).put("amount", i));
        }
        assertThat(roundTrip(mapping("charge"), charge)).isEqualTo(CHARGE_LEAVES - 1 + 100 * REFUND_LEAVES);
    }

    @Test
    void metadata_keepsAnyKeysAndTexts() throws Exception {
        ObjectNode charge = example("charge");
        ((ObjectNode) charge.get("metadata"))
                .put("order_id", "6735")
                .put("Größe", "42½")
                .put("注文番号", "東京-1")
                .put("🧾", "\u0000\"\\/\n")
                .put("a/b~c.d", "")
                .put("", "empty");
        assertThat(roundTrip(mapping("charge"), charge)).isEqualTo(CHARGE_LEAVES - 1 + 6);
    }

    @Test
    void fees_areListedWithAnExchangeRate() throws Exception {
        ObjectNode transaction = example("balance_transaction").put("exchange_rate", 1.17342);
        ArrayNode fees = (ArrayNode) transaction.get("fee_details");
        fees.addObject()
                .put("amount", 59)
                .putNull("application")
                .put("currency", "usd")
                .put("description", "Stripe fees")
                .put("type", "stripe_fee");
        fees.addObject()
                .put("amount", -1)
                .put("application", "ca_1")
                .put("currency", "usd")
                .putNull("description")
                .put("type", "tax");
        assertThat(roundTrip(mapping("balance_transaction"), transaction))
                .isEqualTo(BALANCE_TRANSACTION_LEAVES - 1 + 10);
    }

    @Test
    void paymentMethodOptions_areRecordsByPaymentMethod() throws Exception {
        ObjectNode intent = example("payment_intent");
        ObjectNode options = (ObjectNode) intent.get("payment_method_options");
        options.putObject("card").put("request_three_d_secure", "automatic").putNull("network");
        options.putObject("us_bank_account").put("verification_method", "instant");
        assertThat(roundTrip(mapping("payment_intent"), intent)).isEqualTo(PAYMENT_INTENT_LEAVES - 1 + 3);
    }

    @Test
    void resource_isRefusedByTheMappingOfAnother() throws Exception {
        Failure failure = mapping("balance_transaction").refusal(text("charge.json"));
        assertThat(failure.reason()).isEqualTo(FailureReason.CHECK_FAILED);
        assertThat(failure.path()).isEqualTo("object");
    }
}
