package dev.sluice.mapping.compile;

import dev.sluice.mapping.json.PointerTrie;
import dev.sluice.mapping.mask.MaskKey;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.schema.SchemaAttributes;
import dev.sluice.mapping.source.PipelineSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the compilers of one mapping's records share. */
final class Compilation {

    final Problems problems = new Problems();
    final SchemaAttributes attributes = new SchemaAttributes(problems);
    final FieldDescriptions descriptions = new FieldDescriptions();
    final FieldSpecReader specs = new FieldSpecReader(problems);
    final @Nullable MaskKey maskKey;
    /** What messages call the setting of the mask key. */
    final String maskKeySetting;
    /** The pointers that are read from each table's rows, in the order of the tables' indexes. */
    final Map<String, PointerTrie.Builder> rows = new LinkedHashMap<>();
    /** How the document is read. */
    PipelineSpec pipeline = PipelineSpec.NONE;
    /** The full names of the records around the field at hand. */
    final List<String> openRecords = new ArrayList<>();
    /** The path of the field that is the event time; empty as long as none is. */
    String eventTimePath = "";

    Compilation(@Nullable MaskKey maskKey, String maskKeySetting) {
        this.maskKey = maskKey;
        this.maskKeySetting = maskKeySetting;
    }

    Map<String, PointerTrie> rowTries() {
        Map<String, PointerTrie> tries = new LinkedHashMap<>();
        rows.forEach((table, builder) -> tries.put(table, builder.build()));
        return tries;
    }
}
