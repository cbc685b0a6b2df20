package dev.sluice.mapping.compile;

import dev.sluice.mapping.mask.MaskKey;
import dev.sluice.mapping.plan.RecordPlan;
import dev.sluice.mapping.schema.MappingException;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.schema.SchemaText;
import dev.sluice.mapping.source.PipelineSpec;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Compiles a schema, or tells everything that is wrong with it. */
public final class MappingCompiler {

    private MappingCompiler() {}

    /**
     * Compiles a schema.
     *
     * @param avsc an Avro record schema as JSON
     * @param maskKey null if there is none
     * @param maskKeySetting what messages call its setting
     * @throws MappingException with everything that is wrong with the schema
     */
    public static CompiledMapping compile(String avsc, @Nullable MaskKey maskKey, String maskKeySetting) {
        Compilation compilation = new Compilation(maskKey, maskKeySetting);
        Problems problems = compilation.problems;
        RecordPlan plan = RecordPlan.EMPTY;
        String writerSchema = "";
        String normalised = "";
        try {
            String stripped = SchemaText.withoutEtl(avsc);
            Schema schema = parse(SchemaText.withQuotedAttributes(avsc));
            writerSchema = parse(stripped).toString();
            normalised = schema.toString();
            if (schema.getType() == Schema.Type.RECORD) {
                compilation.pipeline = PipelineSpec.read(schema.getObjectProp(SchemaText.PIPELINE), problems);
                plan = RecordCompiler.ofRoot(compilation).compile(schema, "");
            } else {
                problems.add("", "its type is " + schema.getType().getName() + "; expected a record");
            }
        } catch (IllegalArgumentException | AvroRuntimeException e) {
            problems.add("", "it does not parse as an Avro schema: " + e.getMessage());
        }
        problems.throwIfAny();
        return new CompiledMapping(
                writerSchema,
                SchemaText.fingerprint(writerSchema),
                SchemaText.fingerprint(normalised),
                compilation.descriptions.fields(),
                plan,
                compilation.rowTries());
    }

    private static Schema parse(String avsc) {
        try {
            return new Schema.Parser().parse(avsc);
        } catch (RuntimeException e) {
            // Avro's parser trips over some texts that are no schemas: "" makes it throw NullPointerException.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
