package dev.sluice.cli.schema;

import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupTables;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.RecordConverter;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The conversion of sample records, line by line: records go to one writer as JSON, refusals to the other. */
final class SampleConversion {

    private final RecordConverter converter;
    private final AvroJson json;
    private final long nowMillis;
    private final PrintWriter out;
    private final PrintWriter err;
    private final EncodedRecord encoded = new EncodedRecord();
    private final Map<FailureReason, Long> refused = new EnumMap<>(FailureReason.class);
    private long converted;
    private long rows;

    SampleConversion(Mapping mapping, LookupTables lookups, long nowMillis, PrintWriter out, PrintWriter err) {
        this.converter = mapping.newConverter(lookups);
        this.json = new AvroJson(new Schema.Parser().parse(mapping.writerSchema()));
        this.nowMillis = nowMillis;
        this.out = out;
        this.err = err;
    }

    void convertAll(Lines lines) throws UnusableFileException {
        while (lines.next()) {
            convert(lines);
        }
    }

    private void convert(Lines lines) {
        try {
            converter.convert(new SampleRecord(lines.number() - 1, nowMillis, lines.bytes()), nowMillis, encoded);
        } catch (RecordRefusedException e) {
            Failure failure = e.failure();
            refused.merge(failure.reason(), 1L, Long::sum);
            err.println(lines.place() + ": " + failure.reason().label() + ": " + failure.message());
            return;
        }
        json.lines(encoded.bytes(), encoded.length(), encoded.rows()).forEach(out::println);
        converted++;
        rows += encoded.rows();
    }

    boolean hasRefused() {
        return !refused.isEmpty();
    }

    /** {@code 97 converted, 3 refused: 2 inexact, 1 missing_value}; {@code 97 converted to 240 rows} by explode. */
    String summary() {
        long all = refused.values().stream().mapToLong(Long::longValue).sum();
        String counts =
                converted + " converted" + (rows == converted ? "" : " to " + rows + " rows") + ", " + all + " refused";
        return refused.isEmpty()
                ? counts
                : counts + ": "
                        + refused.entrySet().stream()
                                .map(reason -> reason.getValue() + " "
                                        + reason.getKey().label())
                                .collect(Collectors.joining(", "));
    }
}
