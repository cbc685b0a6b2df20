package dev.sluice.mapping;

import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.mask.MaskKey;
import dev.sluice.mapping.schema.MappingException;
import java.nio.charset.StandardCharsets;

/** The fuzz target of the compiler: any text compiles to a mapping that works, or tells what is wrong with it. */
final class SchemaFuzz {

    private static final MappingOptions OPTIONS =
            new MappingOptions(MaskKey.of("0123456789abcdef"), JsonLimits.DEFAULTS);

    private SchemaFuzz() {}

    /** Called by Jazzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] input) {
        compile(new String(input, StandardCharsets.UTF_8));
    }

    /** Returns whether the schema compiled. */
    static boolean compile(String avsc) {
        MappingFixture fixture;
        try {
            fixture = MappingFixture.ofSchema(avsc, OPTIONS);
        } catch (MappingException e) {
            return false;
        }
        try {
            fixture.convert("{}");
        } catch (RecordRefusedException e) {
            return true;
        }
        return true;
    }
}
