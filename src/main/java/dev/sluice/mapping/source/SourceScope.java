package dev.sluice.mapping.source;

import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.PointerTrie;
import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.plan.ValueSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pointers and lookups that the sources of one object share, gathered while they are compiled. */
public final class SourceScope {

    private final PointerTrie.Builder document = new PointerTrie.Builder();
    private final Map<String, PointerTrie.Builder> rows;
    private final ScratchSpace scratch;
    private final List<JsonPointer> asked = new ArrayList<>();
    private final Map<RowId, RowLookup> lookups = new LinkedHashMap<>();

    /** Fields that name the same table and key read the same row. */
    private record RowId(String table, List<SourceSpec> key) {}

    /**
     * @param rows by table, where to add the pointers that are read from its rows
     * @param scratch of the object's plan
     */
    public SourceScope(Map<String, PointerTrie.Builder> rows, ScratchSpace scratch) {
        this.rows = rows;
        this.scratch = scratch;
    }

    /** The pointers that were asked for. */
    public PointerTrie document() {
        return document.build();
    }

    /** Has the document read as the schema's {@code "pipeline"} says. */
    public void read(PipelineSpec pipeline) {
        pipeline.parse().forEach(document::parse);
        pipeline.ignore().forEach(pointer -> document.slot(pointer, ""));
        if (pipeline.explode() != null) {
            document.explode(pipeline.explode().from());
        }
    }

    /** The pointers into the document that were asked for since the call before. */
    public List<JsonPointer> takeAsked() {
        List<JsonPointer> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    ScratchSpace scratch() {
        return scratch;
    }

    /** The slots of the values at pointers, which the field at {@code path} needs. */
    int[] slots(List<JsonPointer> pointers, String path) {
        asked.addAll(pointers);
        return pointers.stream()
                .mapToInt(pointer -> document.slot(pointer, path))
                .toArray();
    }

    /** The slot of the members of an object that no pointer enters. */
    int rest(JsonPointer object, String path) {
        return document.rest(object, path);
    }

    /** The slot of a value in a table's rows, which the field at {@code path} needs. */
    int rowSlot(String table, JsonPointer pointer, String path) {
        return rows.computeIfAbsent(table, name -> new PointerTrie.Builder()).slot(pointer, path);
    }

    /** The lookup by a key, in a table of whose rows a value is read. */
    RowLookup lookup(String table, List<SourceSpec> key, String path) {
        return lookups.computeIfAbsent(new RowId(table, key), id -> {
            int tableIndex = List.copyOf(rows.keySet()).indexOf(table);
            String keyWords = key.stream().map(part -> part.describe("")).collect(Collectors.joining(" and "));
            ValueSource[] parts =
                    key.stream().map(part -> part.compile(this, path)).toArray(ValueSource[]::new);
            return new RowLookup(table, tableIndex, parts, keyWords, scratch);
        });
    }
}
