package dev.sluice.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A seeded, endless stream of card transactions as JSON, some of them broken, late, or ahead of their merchant's row.
 *
 * <p>The same seed, mix and start give the same bytes.
 */
public final class TransactionGenerator {

    /** What a generated record is: good, or broken in one way. */
    public enum Kind {
        GOOD,
        TRUNCATED_JSON,
        MISSING_AMOUNT,
        TEXT_AMOUNT,
        UNKNOWN_CHANNEL,
        BAD_TIMESTAMP,
        TOO_MANY_DECIMALS,
        TRAILING_BYTES
    }

    /** One record to produce; its key is the account's id. */
    public record Message(byte[] key, byte[] value, Kind kind) {}

    /**
     * How much of what.
     *
     * @param bad the share of records that can never be converted, 0 to 1; the kinds are equally likely
     * @param lateMerchants the share of merchants whose reference row arrives late, 0 to 1
     * @param interval event time from one transaction to the next
     */
    public record Mix(double bad, double lateMerchants, Duration interval) {}

    private static final List<Kind> BAD_KINDS =
            Arrays.stream(Kind.values()).filter(kind -> kind != Kind.GOOD).toList();
    private static final List<String> NETWORKS = List.of("VISA", "VISA", "MASTERCARD", "MASTERCARD", "AMEX");
    private static final int ACCOUNTS = 50_000;
    private static final int TOTAL_WEIGHT = ReferenceData.CURRENCIES.stream()
            .mapToInt(ReferenceData.Currency::weight)
            .sum();
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    private final SplittableRandom random;
    private final Mix mix;
    private Instant now;

    /** @param start the event time of the first transaction */
    public TransactionGenerator(long seed, Mix mix, Instant start) {
        this.random = new SplittableRandom(seed);
        this.mix = mix;
        this.now = start;
    }

    public Message next() {
        now = now.plus(mix.interval);
        Kind kind = random.nextDouble() < mix.bad ? BAD_KINDS.get(random.nextInt(BAD_KINDS.size())) : Kind.GOOD;
        String account = "A%09d".formatted(random.nextInt(ACCOUNTS));
        StringBuilder json = transaction(account, kind);
        switch (kind) {
            case TRUNCATED_JSON -> json.setLength(1 + random.nextInt(json.length() - 1));
            case TRAILING_BYTES -> json.append("}{");
            default -> {}
        }
        return new Message(bytes(account), bytes(json.toString()), kind);
    }

    private StringBuilder transaction(String account, Kind kind) {
        StringBuilder json = new StringBuilder(420);
        Place place = Place.ALL.get(random.nextInt(Place.ALL.size()));
        String channel = channel();
        json.append("{\"transaction_id\":\"").append(uuid());
        json.append("\",\"account_id\":\"").append(account);
        json.append("\",\"event_time\":\"").append(timestamp(kind, place.offset()));
        json.append("\",");
        amount(json, kind);
        json.append(",\"channel\":\"").append(kind == Kind.UNKNOWN_CHANNEL ? "CARRIER_PIGEON" : channel);
        if (channel.equals("POS") || channel.equals("ONLINE")) {
            json.append("\",\"merchant_id\":\"")
                    .append(ReferenceData.merchantId(random.nextInt(ReferenceData.MERCHANTS)));
        }
        json.append("\",");
        if (!channel.equals("TRANSFER")) {
            card(json);
            json.append("\"location\":{\"country\":\"").append(place.country());
            json.append("\",\"city\":\"").append(place.city());
            json.append("\"},");
        }
        json.append("\"device\":{\"ip\":\"198.51.100.").append(random.nextInt(256));
        json.append("\",\"os\":\"").append(random.nextBoolean() ? "android" : "ios");
        json.append("\"},\"risk_score\":0.").append(random.nextInt(1, 1000));
        return json.append(",\"tags\":[\"card\",\"v2\"]}");
    }

    private String channel() {
        int percent = random.nextInt(100);
        return percent < 55 ? "POS" : percent < 85 ? "ONLINE" : percent < 93 ? "ATM" : "TRANSFER";
    }

    private void amount(StringBuilder json, Kind kind) {
        ReferenceData.Currency currency = currency();
        json.append("\"currency\":\"").append(currency.code()).append('"');
        if (kind == Kind.MISSING_AMOUNT) {
            return;
        }
        json.append(",\"amount\":");
        if (kind == Kind.TEXT_AMOUNT) {
            json.append("\"abc\"");
            return;
        }
        if (random.nextInt(100) < 2) {
            json.append('-'); // a refund
        }
        json.append(random.nextInt(1, random.nextInt(100) < 90 ? 200 : 5_000));
        int decimals = kind == Kind.TOO_MANY_DECIMALS ? 6 : currency.decimals();
        if (decimals > 0) {
            json.append('.');
            for (int i = 1; i < decimals; i++) {
                json.append(random.nextInt(10));
            }
            json.append(kind == Kind.TOO_MANY_DECIMALS ? 7 : random.nextInt(10));
        }
    }

    private ReferenceData.Currency currency() {
        int weight = random.nextInt(TOTAL_WEIGHT);
        for (ReferenceData.Currency currency : ReferenceData.CURRENCIES) {
            weight -= currency.weight();
            if (weight < 0) {
                return currency;
            }
        }
        throw new AssertionError("the weights do not add up");
    }

    private void card(StringBuilder json) {
        String network = NETWORKS.get(random.nextInt(NETWORKS.size()));
        String number = cardNumber(network);
        json.append("\"card\":{\"number\":\"").append(number);
        json.append("\",\"last4\":\"").append(number, number.length() - 4, number.length());
        json.append("\",\"network\":\"").append(network);
        json.append("\"},");
    }

    /** Within half a minute for most; hours late for 2 %, two days late for 0.3 %. */
    private String timestamp(Kind kind, ZoneOffset offset) {
        if (kind == Kind.BAD_TIMESTAMP) {
            return "2026-02-30T25:61:00Z";
        }
        Instant time = now.minusMillis(random.nextInt(30_000));
        int permille = random.nextInt(1_000);
        if (permille < 3) {
            time = time.minus(Duration.ofDays(2));
        } else if (permille < 23) {
            time = time.minus(Duration.ofHours(random.nextInt(1, 4)));
        }
        return TIMESTAMP.format(time.atOffset(offset));
    }

    /** A number of the network's length and first digits, with the check digit of Luhn's algorithm. */
    private String cardNumber(String network) {
        String prefix = switch (network) {
            case "VISA" -> "4";
            case "MASTERCARD" -> "53";
            default -> "37";
        };
        int length = network.equals("AMEX") ? 15 : 16;
        StringBuilder number = new StringBuilder(prefix);
        while (number.length() < length - 1) {
            number.append(random.nextInt(10));
        }
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit;
        }
        return number.append((10 - sum % 10) % 10).toString();
    }

    /** A random UUID (RFC 9562, version 4) out of the seed. */
    private UUID uuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~0xC000_0000_0000_0000L | 1L << 63);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
