package dev.sluice.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The loop that anybody would write who cares for speed: Jackson's tokens to strings and numbers, and those to Avro's
 * encoder.
 *
 * <p>It knows one schema, {@link BenchmarkSchema#PLAIN}, looks nothing up and checks next to nothing.
 */
final class NaiveConversion {

    private static final JsonFactory JACKSON = new JsonFactory();

    private final List<String> channels;
    private final List<String> networks;
    private final BinaryEncoder encoder;

    private @Nullable String transactionId;
    private @Nullable String accountId;
    private @Nullable BigDecimal amount;
    private @Nullable String currency;
    private @Nullable String eventTime;
    private @Nullable String channel;
    private @Nullable String merchantId;
    private @Nullable String last4;
    private @Nullable String network;
    private @Nullable String country;
    private @Nullable String city;

    NaiveConversion(String plainAvsc, ByteArrayOutputStream out) {
        Schema schema = new Schema.Parser().parse(plainAvsc);
        channels = schema.getField("channel").schema().getEnumSymbols();
        networks = schema.getField("card")
                .schema()
                .getTypes()
                .get(1)
                .getField("network")
                .schema()
                .getEnumSymbols();
        encoder = EncoderFactory.get().binaryEncoder(out, null);
    }

    /** Appends the record to the output. */
    void convert(byte[] json, String topic, int partition, long offset, long ingestionMillis) throws IOException {
        read(json);
        encoder.writeString(Objects.requireNonNull(transactionId));
        encoder.writeString(Objects.requireNonNull(accountId));
        encoder.writeBytes(Objects.requireNonNull(amount)
                .setScale(4, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .toByteArray());
        encoder.writeString(Objects.requireNonNull(currency));
        encoder.writeLong(OffsetDateTime.parse(Objects.requireNonNull(eventTime))
                .toInstant()
                .toEpochMilli());
        encoder.writeEnum(channels.indexOf(channel));
        writeOptional(merchantId);
        encoder.writeIndex(last4 == null ? 0 : 1);
        if (last4 != null) {
            encoder.writeString(last4);
            encoder.writeEnum(networks.indexOf(network));
        }
        encoder.writeIndex(country == null ? 0 : 1);
        if (country != null) {
            encoder.writeString(country);
            writeOptional(city);
        }
        encoder.writeString(topic);
        encoder.writeInt(partition);
        encoder.writeLong(offset);
        encoder.writeLong(ingestionMillis);
        encoder.flush();
    }

    private void writeOptional(@Nullable String text) throws IOException {
        encoder.writeIndex(text == null ? 0 : 1);
        if (text != null) {
            encoder.writeString(text);
        }
    }

    private void read(byte[] json) {
        merchantId = null;
        last4 = null;
        country = null;
        city = null;
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    take(parser);
                }
            }
        }
    }

    private void take(JsonParser parser) {
        String name = parser.currentName();
        switch (name == null ? "" : name) {
            case "transaction_id" -> transactionId = parser.getString();
            case "account_id" -> accountId = parser.getString();
            case "amount" -> amount = parser.getDecimalValue();
            case "currency" -> currency = parser.getString();
            case "event_time" -> eventTime = parser.getString();
            case "channel" -> channel = parser.getString();
            case "merchant_id" -> merchantId = parser.getString();
            case "last4" -> last4 = parser.getString();
            case "network" -> network = parser.getString();
            case "country" -> country = parser.getString();
            case "city" -> city = parser.getString();
            default -> {}
        }
    }
}
