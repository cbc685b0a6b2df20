package dev.sluice.mapping.source;

import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.plan.EmptyRows;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.schema.SchemaText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attribute {@code "pipeline"} of the root record: how a document is read before its fields are.
 *
 * @param parse where strings hold JSON that pointers go on through
 * @param explode makes several rows of a record; null if each is one
 * @param ignore members that are unread on purpose
 */
public record PipelineSpec(
        List<JsonPointer> parse, @Nullable Explode explode, List<JsonPointer> ignore) {

    /** Of a schema without the attribute. */
    public static final PipelineSpec NONE = new PipelineSpec(List.of(), null, List.of());

    private static final List<String> WORDS = List.of("parse", "explode", "ignore");
    private static final List<String> EXPLODE_WORDS = List.of("from", "empty");

    /** Each item of the array at a pointer makes a row. */
    public record Explode(JsonPointer from, EmptyRows empty) {}

    public PipelineSpec {
        parse = List.copyOf(parse);
        ignore = List.copyOf(ignore);
    }

    /**
     * Reads the attribute; what is wrong is noted, and reads as if it were not there.
     *
     * @param attribute as Avro gives it; null if there is none
     */
    public static PipelineSpec read(@Nullable Object attribute, Problems problems) {
        EtlWords words = attribute == null ? null : EtlWords.of(attribute, SchemaText.PIPELINE, "", problems);
        if (words == null || !words.areAmong(WORDS, SchemaText.PIPELINE)) {
            return NONE;
        }
        Explode explode = words.has("explode") ? explode(words) : null;
        List<JsonPointer> ignore = pointers(words, "ignore");
        if (ignore.stream().anyMatch(JsonPointer::isRoot)) {
            words.problem("pipeline's \"ignore\" names the whole document; name members of it");
        }
        return new PipelineSpec(pointers(words, "parse"), explode, ignore);
    }

    private static List<JsonPointer> pointers(EtlWords words, String word) {
        return words.has(word) ? words.pointers(word) : List.of();
    }

    private static @Nullable Explode explode(EtlWords around) {
        EtlWords words = around.object(around.get("explode"), "pipeline's \"explode\"");
        if (words == null || !words.areAmong(EXPLODE_WORDS, "explode")) {
            return null;
        }
        JsonPointer from = words.pointer("from");
        EmptyRows empty = words.choice("empty", List.of(EmptyRows.values()), EmptyRows::word);
        if (from == null) {
            return null;
        }
        if (from.isRoot()) {
            words.problem("explode's \"from\" is the whole document, which is an object; name an array in it");
            return null;
        }
        return new Explode(from, empty == null ? EmptyRows.REFUSE : empty);
    }
}
