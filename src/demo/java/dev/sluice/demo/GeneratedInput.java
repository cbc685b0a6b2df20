package dev.sluice.demo;

import dev.sluice.testing.ReferenceData;
import dev.sluice.testing.ReferenceData.Row;
import dev.sluice.testing.TransactionGenerator;
import dev.sluice.testing.TransactionGenerator.Message;
import dev.sluice.testing.TransactionGenerator.Mix;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Generated card transactions of the last two hours, 3 % of them broken, 2 % of the merchants late. */
final class GeneratedInput implements Input {

    static final Path SCHEMA = Path.of("avro-schemas/transaction.avsc");

    private static final long SEED = 20261121;
    private static final Duration SPAN = Duration.ofHours(2);

    private final int records;
    private final Mix mix;

    GeneratedInput(int records) {
        this.records = records;
        this.mix = new Mix(0.03, 0.02, SPAN.dividedBy(records));
    }

    @Override
    public String description() {
        return String.format("%,d generated transactions, some broken, some late", records);
    }

    @Override
    public Path schema() {
        return SCHEMA;
    }

    @Override
    public Map<String, List<Row>> lookups() {
        return Map.of(
                "merchants", ReferenceData.merchants(mix),
                "currencies", ReferenceData.currencies(),
                "fx", ReferenceData.rates());
    }

    @Override
    public Map<String, List<Row>> lateRows() {
        return Map.of("merchants", ReferenceData.lateMerchants(mix));
    }

    @Override
    public Stream<Transaction> transactions() {
        TransactionGenerator generator =
                new TransactionGenerator(SEED, mix, Instant.now().minus(SPAN));
        return Stream.generate(generator::next).limit(records).map(GeneratedInput::transaction);
    }

    private static Transaction transaction(Message message) {
        return new Transaction(message.key(), message.value());
    }
}
