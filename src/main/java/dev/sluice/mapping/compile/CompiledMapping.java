package dev.sluice.mapping.compile;

import dev.sluice.mapping.json.PointerTrie;
import dev.sluice.mapping.plan.RecordPlan;
import dev.sluice.mapping.schema.MappedField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a schema is compiled to. Immutable.
 *
 * @param writerSchema the schema without its {@code "etl"} attributes, as JSON
 * @param schemaFingerprint of the writer's schema
 * @param fingerprint of the schema with its attributes
 * @param fields in the schema's order, a record before its own
 * @param plan writes the root record
 * @param rows by lookup table, the pointers that the plan reads from its rows; in the order of the plan's table indexes
 */
public record CompiledMapping(
        String writerSchema,
        String schemaFingerprint,
        String fingerprint,
        List<MappedField> fields,
        RecordPlan plan,
        Map<String, PointerTrie> rows) {

    public CompiledMapping {
        fields = List.copyOf(fields);
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }
}
