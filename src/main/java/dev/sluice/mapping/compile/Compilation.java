package dev.sluice.mapping.compile;

import dev.sluice.mapping.json.PointerTrie;
import dev.sluice.mapping.plan.Lookup;
import dev.sluice.mapping.plan.MaskKey;
import dev.sluice.mapping.schema.EtlReader;
import dev.sluice.mapping.schema.FieldDescriptions;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.schema.SchemaAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the compilers of one mapping's records share. */
public final class Compilation {

    public final Problems problems = new Problems();
    public final SchemaAttributes attributes = new SchemaAttributes(problems);
    public final FieldDescriptions descriptions = new FieldDescriptions();
    public final EtlReader etlReader = new EtlReader(problems);
    public final @Nullable MaskKey maskKey;
    /** The pointers that are read from each table's rows, in the order of {@link Lookup#tableIndex}. */
    public final Map<String, PointerTrie.Builder> rows = new LinkedHashMap<>();
    /** The full names of the records around the field at hand. */
    public final List<String> openRecords = new ArrayList<>();
    /** The path of the field that is the event time; empty as long as none is. */
    public String eventTimePath = "";

    public Compilation(@Nullable MaskKey maskKey) {
        this.maskKey = maskKey;
    }

    public Map<String, PointerTrie> rowTries() {
        Map<String, PointerTrie> tries = new LinkedHashMap<>();
        rows.forEach((table, builder) -> tries.put(table, builder.build()));
        return tries;
    }
}
