package dev.sluice.bench;

import dev.sluice.testing.ReferenceData;
import dev.sluice.testing.ReferenceData.Row;
import dev.sluice.testing.TransactionGenerator;
import dev.sluice.testing.TransactionGenerator.Message;
import dev.sluice.testing.TransactionGenerator.Mix;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What every benchmark converts: valid transactions, the same in each run, with the rows that they look up.
 *
 * <p>There are many, for the branch predictor not to learn one by heart.
 */
final class Workload {

    static final String TOPIC = "transactions";
    static final int PARTITION = 3;
    static final long OFFSET = 4_000_000_000L;
    static final Instant INGESTION_TIME = Instant.parse("2026-11-21T12:00:00.123Z");

    private static final int TRANSACTIONS = 1_024;
    private static final long SEED = 20261121;
    private static final Mix MIX = new Mix(0, 0, Duration.ofMillis(7));

    /** The lookup tables' rows, by table. */
    static final Map<String, List<Row>> LOOKUPS = Map.of(
            "merchants", ReferenceData.merchants(MIX),
            "currencies", ReferenceData.currencies(),
            "fx", ReferenceData.rates());

    private Workload() {}

    static byte[][] transactions() {
        TransactionGenerator generator = new TransactionGenerator(SEED, MIX, INGESTION_TIME.minus(Duration.ofHours(1)));
        return Stream.generate(generator::next)
                .limit(TRANSACTIONS)
                .map(Message::value)
                .toArray(byte[][]::new);
    }

    static String description() {
        byte[][] transactions = transactions();
        double meanBytes = Arrays.stream(transactions)
                .mapToInt(json -> json.length)
                .average()
                .orElseThrow();
        return "%,d different transactions of %.0f bytes on average".formatted(transactions.length, meanBytes);
    }
}
