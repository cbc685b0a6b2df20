package dev.sluice.mapping.compile;

import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.PointerTrie;
import dev.sluice.mapping.plan.Lookup;
import dev.sluice.mapping.plan.Metadata;
import dev.sluice.mapping.plan.Source;
import dev.sluice.mapping.schema.Etl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns origins into sources, and collects the pointers, tables and rows that these need. */
public final class SourceCompiler {

    private final PointerTrie.Builder document = new PointerTrie.Builder();
    private final Map<String, PointerTrie.Builder> rows;
    private final Map<RowId, Lookup> lookups = new LinkedHashMap<>();

    /** Fields that name the same table and key read the same row. */
    private record RowId(String table, List<JsonPointer> key) {}

    /** @param rows by table, where to add the pointers that are read from its rows */
    public SourceCompiler(Map<String, PointerTrie.Builder> rows) {
        this.rows = rows;
    }

    public PointerTrie documentTrie() {
        return document.build();
    }

    public int lookupCount() {
        return lookups.size();
    }

    /** The source of a field; one without an origin is looked for at {@code names}. */
    public Source source(Etl.@Nullable Origin origin, List<JsonPointer> names, String path) {
        if (origin instanceof Etl.From from) {
            return atPointers(from.pointers(), path);
        }
        if (origin instanceof Etl.FromConstant constant) {
            return new Source.Constant(constant.value());
        }
        if (origin instanceof Etl.FromRow row) {
            return inRow(row, path);
        }
        if (origin instanceof Etl.FromProduct product) {
            return product(product, path);
        }
        if (origin instanceof Etl.FromMetadata metadata) {
            return new Metadata(metadata.item());
        }
        return origin instanceof Etl.FromHeader header ? new Source.Header(header.name()) : atPointers(names, path);
    }

    public Source atPointers(List<JsonPointer> pointers, String path) {
        return new Source.AtPointers(slots(pointers, path), joined(pointers, " or "));
    }

    private int[] slots(List<JsonPointer> pointers, String path) {
        return pointers.stream()
                .mapToInt(pointer -> document.slot(pointer, path))
                .toArray();
    }

    private Source inRow(Etl.FromRow row, String path) {
        PointerTrie.Builder builder = rows.computeIfAbsent(row.table(), table -> new PointerTrie.Builder());
        int slot = builder.slot(row.value(), path);
        Lookup lookup = lookups.computeIfAbsent(new RowId(row.table(), row.key()), id -> lookup(id, path));
        return new Source.InRow(lookup, slot, row.value().toString(), row.onMissing(), path);
    }

    private Lookup lookup(RowId id, String path) {
        int[] keySlots = slots(id.key(), path);
        int tableIndex = List.copyOf(rows.keySet()).indexOf(id.table());
        return new Lookup(lookups.size(), id.table(), tableIndex, keySlots, joined(id.key(), " and "));
    }

    private Source product(Etl.FromProduct product, String path) {
        // The document's own factors come first: one that is absent makes the product null, whatever a lookup says.
        List<Source> factors = new ArrayList<>();
        for (Etl.Origin factor : product.factors()) {
            if (factor instanceof Etl.From) {
                factors.add(source(factor, List.of(), path));
            }
        }
        for (Etl.Origin factor : product.factors()) {
            if (!(factor instanceof Etl.From)) {
                factors.add(source(factor, List.of(), path));
            }
        }
        return new Source.Product(factors.toArray(new Source[0]), path);
    }

    private static String joined(List<JsonPointer> pointers, String word) {
        return pointers.stream().map(JsonPointer::toString).collect(Collectors.joining(word));
    }
}
