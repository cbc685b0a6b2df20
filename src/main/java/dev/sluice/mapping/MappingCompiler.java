package dev.sluice.mapping;

import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Compiles a schema to a mapping, or tells everything that is wrong with it. */
final class MappingCompiler {

    private MappingCompiler() {}

    static Mapping compile(String avsc, MappingOptions options) {
        Compilation compilation = new Compilation(options);
        Problems problems = compilation.problems;
        RecordPlan plan = RecordPlan.EMPTY;
        String writerSchema = "";
        String normalised = "";
        try {
            String stripped = SchemaText.withoutEtl(avsc);
            Schema schema = parse(avsc);
            writerSchema = parse(stripped).toString();
            normalised = schema.toString();
            if (schema.getType() == Schema.Type.RECORD) {
                RecordCompiler root = new RecordCompiler(compilation, "the value", false);
                root.compileFields(schema, "", List.of(JsonPointer.ROOT));
                plan = root.plan();
            } else {
                problems.add("", "its type is " + schema.getType().getName() + "; expected a record");
            }
        } catch (IllegalArgumentException | AvroRuntimeException e) {
            problems.add("", "it does not parse as an Avro schema: " + e.getMessage());
        }
        problems.throwIfAny();
        return new Mapping(
                writerSchema,
                SchemaText.fingerprint(writerSchema),
                SchemaText.fingerprint(normalised),
                compilation.descriptions.fields(),
                plan,
                compilation.rowTries(),
                options.maskKey(),
                options.limits());
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
