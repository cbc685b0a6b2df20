package dev.sluice.mapping;

import dev.sluice.mapping.compile.CompiledMapping;
import dev.sluice.mapping.compile.MappingCompiler;
import dev.sluice.mapping.json.PointerTrie;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.mapping.lookup.LookupTables;
import dev.sluice.mapping.plan.RecordConverter;
import dev.sluice.mapping.schema.MappedField;
import dev.sluice.mapping.schema.MappingException;
import java.util.List;
import java.util.Set;

/**
 * An Avro schema compiled to a plan that turns JSON records into Avro binary. Immutable, shared between threads.
 *
 * <p>The schema's {@code "etl"} attributes say where each field comes from; README.md lists them.
 */
public final class Mapping {

    private final CompiledMapping compiled;
    private final MappingOptions options;

    private Mapping(CompiledMapping compiled, MappingOptions options) {
        this.compiled = compiled;
        this.options = options;
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
        return new Mapping(MappingCompiler.compile(avsc, options.maskKey(), options.maskKeySetting()), options);
    }

    /** The schema of the encoded records: that of the mapping without its {@code "etl"} attributes, as JSON. */
    public String writerSchema() {
        return compiled.writerSchema();
    }

    /** 16 hexadecimal digits that change with {@link #writerSchema}: its SHA-256, cut short. */
    public String schemaFingerprint() {
        return compiled.schemaFingerprint();
    }

    /** 16 hexadecimal digits that change with the schema or any {@code "etl"} attribute. */
    public String fingerprint() {
        return compiled.fingerprint();
    }

    /** The fields in the schema's order, a record before its own. */
    public List<MappedField> fields() {
        return compiled.fields();
    }

    /** The names of the lookup tables that the mapping reads. */
    public Set<String> lookupTables() {
        return Set.copyOf(compiled.rows().keySet());
    }

    /** A new reader of the rows of one of {@link #lookupTables}; its rows serve this mapping only. */
    public LookupRowReader rowReader(String table) {
        PointerTrie trie = compiled.rows().get(table);
        if (trie == null) {
            throw new IllegalArgumentException(
                    "the mapping reads no lookup table " + table + ", but " + lookupTables());
        }
        return new LookupRowReader(table, trie, options.limits());
    }

    /** A new converter, for one thread at a time, over these tables. */
    public RecordConverter newConverter(LookupTables tables) {
        List<LookupTable> resolved =
                compiled.rows().keySet().stream().map(tables::table).toList();
        return new RecordConverter(compiled.plan(), resolved, options.limits());
    }
}
