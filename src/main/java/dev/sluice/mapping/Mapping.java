package dev.sluice.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An Avro schema compiled to a plan that turns JSON records into Avro binary. Immutable, shared between threads.
 *
 * <p>The schema's {@code "etl"} attributes say where each field comes from; README.md lists them.
 */
public final class Mapping {

    private final String writerSchema;
    private final String schemaFingerprint;
    private final String fingerprint;
    private final List<MappedField> fields;
    private final RecordPlan plan;
    private final Map<String, PointerTrie> rows;
    private final @Nullable MaskKey maskKey;
    private final JsonLimits limits;

    Mapping(
            String writerSchema,
            String schemaFingerprint,
            String fingerprint,
            List<MappedField> fields,
            RecordPlan plan,
            Map<String, PointerTrie> rows,
            @Nullable MaskKey maskKey,
            JsonLimits limits) {
        this.maskKey = maskKey;
        this.limits = limits;
        this.writerSchema = writerSchema;
        this.schemaFingerprint = schemaFingerprint;
        this.fingerprint = fingerprint;
        this.fields = List.copyOf(fields);
        this.plan = plan;
        this.rows = new LinkedHashMap<>(rows);
    }

    /**
     * Compiles a schema.
     *
     * @param avsc an Avro record schema as JSON
     * @throws MappingException with everything that is wrong with it
     */
    public static Mapping compile(String avsc) {
        return compile(avsc, MappingOptions.NONE);
    }

    /**
     * Compiles a schema that may need more than itself.
     *
     * @param avsc an Avro record schema as JSON
     * @throws MappingException with everything that is wrong with it
     */
    public static Mapping compile(String avsc, MappingOptions options) {
        return MappingCompiler.compile(avsc, options);
    }

    /** The schema of the encoded records: that of the mapping without its {@code "etl"} attributes, as JSON. */
    public String writerSchema() {
        return writerSchema;
    }

    /** 16 hexadecimal digits that change with {@link #writerSchema}: its SHA-256, cut short. */
    public String schemaFingerprint() {
        return schemaFingerprint;
    }

    /** 16 hexadecimal digits that change with the schema or any {@code "etl"} attribute. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The fields in the schema's order, a record before its own. */
    public List<MappedField> fields() {
        return fields;
    }

    /** The names of the lookup tables that the mapping reads. */
    public Set<String> lookupTables() {
        return Set.copyOf(rows.keySet());
    }

    /** A new reader of the rows of one of {@link #lookupTables}; its rows serve this mapping only. */
    public LookupRowReader rowReader(String table) {
        PointerTrie trie = rows.get(table);
        if (trie == null) {
            throw new IllegalArgumentException(
                    "the mapping reads no lookup table " + table + ", but " + lookupTables());
        }
        return new LookupRowReader(table, trie, limits);
    }

    /** A new converter, for one thread at a time, over these tables. */
    public RecordConverter newConverter(LookupTables tables) {
        List<LookupTable> resolved = rows.keySet().stream().map(tables::table).toList();
        return new RecordConverter(new Conversion(plan, resolved, maskKey, limits));
    }
}
