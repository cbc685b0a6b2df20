package dev.sluice.demo;

import dev.sluice.testing.ReferenceData.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the demo feeds: transactions, the reference data they refer to, and the schema that maps them. */
interface Input {

    /** One record to produce. */
    record Transaction(byte @Nullable [] key, byte[] value) {}

    static Input of(DemoOptions options) {
        GeneratedInput generated = new GeneratedInput(options.records());
        return options.input().isEmpty()
                        && options.schema().isEmpty()
                        && options.lookups().isEmpty()
                ? generated
                : new FileInput(options, generated);
    }

    /** One line that says what it is. */
    String description();

    Path schema();

    /** Lookup table name to its rows. */
    Map<String, List<Row>> lookups();

    /** The rows that arrive after the first transactions that need them. */
    Map<String, List<Row>> lateRows();

    /** The transactions, once; to be closed. */
    Stream<Transaction> transactions();
}
