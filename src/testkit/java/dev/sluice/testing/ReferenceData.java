package dev.sluice.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The rows of the lookup tables that generated transactions refer to: merchants, currencies, and euro rates. */
public final class ReferenceData {

    /** A row of a compacted topic: its key, and a JSON object. */
    public record Row(String key, String json) {

        public byte[] keyBytes() {
            return key.getBytes(StandardCharsets.UTF_8);
        }

        public byte[] jsonBytes() {
            return json.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** One ISO 4217 currency. Without a rate, {@code eurPerUnit} is empty. */
    record Currency(String code, String name, int decimals, int weight, String eurPerUnit) {}

    static final int MERCHANTS = 2_000;

    static final List<Currency> CURRENCIES = List.of(
            new Currency("EUR", "Euro", 2, 380, "1"),
            new Currency("USD", "US Dollar", 2, 220, "0.8558712769"),
            new Currency("GBP", "Pound Sterling", 2, 140, "1.1486593396"),
            new Currency("JPY", "Yen", 0, 60, "0.0053547523"),
            new Currency("CHF", "Swiss Franc", 2, 50, "1.0820168795"),
            new Currency("SEK", "Swedish Krona", 2, 40, "0.0918105031"),
            new Currency("PLN", "Zloty", 2, 40, "0.2350562960"),
            new Currency("INR", "Indian Rupee", 2, 30, "0.0091706295"),
            new Currency("BRL", "Brazilian Real", 2, 25, "0.1702417433"),
            new Currency("KWD", "Kuwaiti Dinar", 3, 15, ""));

    /** A kind of merchant, with its ISO 18245 category code. */
    private record Trade(String name, String category) {}

    private static final List<Trade> TRADES = List.of(
            new Trade("Bakery", "5462"),
            new Trade("Bookshop", "5942"),
            new Trade("Café", "5814"),
            new Trade("Cinema", "7832"),
            new Trade("Electronics", "5732"),
            new Trade("Florist", "5992"),
            new Trade("Fuel", "5541"),
            new Trade("Grocery", "5411"),
            new Trade("Hotel", "7011"),
            new Trade("Pharmacy", "5912"));
    private static final List<String> NAMES = List.of(
            "Alster",
            "Blümchen",
            "Cascade",
            "Dolores",
            "Étoile",
            "Fjord",
            "Garibaldi",
            "Harbour",
            "Ipanema",
            "Jasmin",
            "Kōhaku",
            "Ludwig");

    private ReferenceData() {}

    /** Key {@code merchant_id}; object with {@code merchant_id}, {@code name}, {@code category}, {@code country}. */
    public static List<Row> merchants(TransactionGenerator.Mix mix) {
        return merchants(0, MERCHANTS - lateMerchantCount(mix));
    }

    /** The merchants whose row is to arrive after their first transactions. */
    public static List<Row> lateMerchants(TransactionGenerator.Mix mix) {
        return merchants(MERCHANTS - lateMerchantCount(mix), MERCHANTS);
    }

    /** Key {@code code}; object with {@code code}, {@code name}, {@code minor_unit}, {@code minor_factor}. */
    public static List<Row> currencies() {
        return CURRENCIES.stream()
                .map(currency -> new Row(
                        currency.code,
                        "{\"code\":\"%s\",\"name\":\"%s\",\"minor_unit\":%d,\"minor_factor\":%d}"
                                .formatted(
                                        currency.code,
                                        currency.name,
                                        currency.decimals,
                                        Math.round(Math.pow(10, currency.decimals)))))
                .toList();
    }

    /** Key {@code currency}; object with {@code currency}, {@code eur_per_unit}. One currency has no rate. */
    public static List<Row> rates() {
        return CURRENCIES.stream()
                .filter(currency -> !currency.eurPerUnit.isEmpty())
                .map(currency -> new Row(
                        currency.code,
                        "{\"currency\":\"%s\",\"eur_per_unit\":%s}".formatted(currency.code, currency.eurPerUnit)))
                .toList();
    }

    static String merchantId(int merchant) {
        return "M%06d".formatted(merchant);
    }

    private static int lateMerchantCount(TransactionGenerator.Mix mix) {
        return (int) Math.round(MERCHANTS * mix.lateMerchants());
    }

    private static List<Row> merchants(int from, int to) {
        List<Row> rows = new ArrayList<>();
        for (int merchant = from; merchant < to; merchant++) {
            Trade trade = TRADES.get(merchant % TRADES.size());
            String name = NAMES.get(merchant % NAMES.size()) + " " + trade.name + " " + merchant;
            String id = merchantId(merchant);
            rows.add(new Row(
                    id,
                    "{\"merchant_id\":\"%s\",\"name\":\"%s\",\"category\":\"%s\",\"country\":\"%s\"}"
                            .formatted(
                                    id,
                                    name,
                                    trade.category,
                                    Place.ALL.get(merchant % Place.ALL.size()).country())));
        }
        return rows;
    }
}
