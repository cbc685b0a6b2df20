package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.mask.MaskKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The fuzz target of the conversion: any bytes, by a schema of all there is, become a record or are refused. */
final class ConversionFuzz {

    private static final String KNOWN = "{\"place\": {\"lat\": 1.5}, \"any\": [1, \"\\u0061\"], \"at\": null}";

    private static final MappingFixture FIXTURE = fixture();
    private static final byte[] EXPECTED = expected();

    private ConversionFuzz() {}

    private static MappingFixture fixture() {
        try {
            String schema = Files.readString(Path.of("src/test/resources/data/fuzz/schema.avsc"));
            MaskKey key = MaskKey.of("0123456789abcdef");
            return MappingFixture.ofSchema(schema, new MappingOptions(key, JsonLimits.DEFAULTS))
                    .row("rates", "BUY", "{\"rate\": 1.25}")
                    .row("rates", "SELL", "{\"rate\": 1e-6}")
                    .row("pairs", "BUY|12", "{\"name\": \"a\\u00e9\"}")
                    .row("prices", "A", "{\"eur\": \"1.50\"}");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] expected() {
        try {
            return FIXTURE.convertToBytes(KNOWN);
        } catch (RecordRefusedException e) {
            throw new AssertionError(e.failure().toString(), e);
        }
    }

    /** Called by Jazzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException, RecordRefusedException {
        convert(input);
        if (!Arrays.equals(FIXTURE.convertToBytes(KNOWN), EXPECTED)) {
            throw new AssertionError("the converter remembers the record before");
        }
    }

    /** Returns whether the record was converted. */
    static boolean convert(byte[] input) throws IOException {
        try {
            FIXTURE.convert(input);
        } catch (RecordRefusedException e) {
            if (e.failure().reason() == FailureReason.INTERNAL_ERROR) {
                throw new AssertionError(e.failure().message(), e);
            }
            return false;
        }
        FIXTURE.read();
        return true;
    }
}
