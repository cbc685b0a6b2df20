package dev.sluice.mapping.schema;

import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.plan.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a schema in words, gathered in the order in which it is compiled. */
public final class FieldDescriptions {

    private final List<MappedField> fields = new ArrayList<>();

    public List<MappedField> fields() {
        return fields;
    }

    /**
     * Adds a field; one without an origin is looked for at {@code names}.
     *
     * @param start the path of the item at which pointers start; empty where it is the document
     */
    public void add(Schema.Field field, String path, Etl etl, List<JsonPointer> names, String start) {
        Etl.Origin origin = etl.origin() == null ? new Etl.From(names) : etl.origin();
        fields.add(new MappedField(
                path,
                TypeNames.of(field.schema()),
                source(origin, start),
                whenAbsent(field, origin, etl),
                rules(origin, etl)));
    }

    private static String source(Etl.Origin origin, String start) {
        if (origin instanceof Etl.From from) {
            return joined(start, from.pointers(), " or ");
        }
        if (origin instanceof Etl.FromRow row) {
            return row.value() + " of lookup table " + row.table() + " by " + joined(start, row.key(), " and ");
        }
        if (origin instanceof Etl.FromProduct product) {
            return product.factors().stream()
                    .map(factor -> source(factor, start))
                    .collect(Collectors.joining(" and ", "product of ", ""));
        }
        if (origin instanceof Etl.FromMetadata metadata) {
            return "metadata " + metadata.item().word;
        }
        if (origin instanceof Etl.FromHeader header) {
            return "header " + header.name();
        }
        return "constant " + ((Etl.FromConstant) origin).value();
    }

    private static String whenAbsent(Schema.Field field, Etl.Origin origin, Etl etl) {
        if (isAlwaysThere(origin)) {
            return "never";
        }
        if (etl.checks().required()) {
            return "refused";
        }
        boolean nullable = field.schema().isNullable();
        boolean computed = origin instanceof Etl.FromProduct || origin instanceof Etl.FromRow;
        if (field.hasDefaultValue() && !(computed && nullable)) {
            return field.defaultVal() == JsonProperties.NULL_VALUE ? "null" : "default";
        }
        return nullable ? "null" : "refused";
    }

    private static boolean isAlwaysThere(Etl.Origin origin) {
        return origin instanceof Etl.FromConstant
                || origin instanceof Etl.FromMetadata metadata && metadata.item() != Metadata.Item.KEY;
    }

    private static List<String> rules(Etl.Origin origin, Etl etl) {
        List<String> rules = new ArrayList<>();
        if (etl.eventTime()) {
            rules.add("event time");
        }
        add(rules, "unit", etl.unit() == null ? null : etl.unit().name().toLowerCase(Locale.ROOT));
        if (origin instanceof Etl.FromProduct product) {
            add(rules, "rounding", product.rounding());
        }
        misses(origin).distinct().forEach(rules::add);
        addChecks(rules, etl.checks());
        add(rules, "mask", etl.mask() == null ? null : etl.mask().word);
        return rules;
    }

    private static void addChecks(List<String> rules, Etl.Checks checks) {
        if (checks.required()) {
            rules.add("required");
        }
        add(rules, "minimum", checks.minimum());
        add(rules, "maximum", checks.maximum());
        add(rules, "minLength", checks.minLength());
        add(rules, "maxLength", checks.maxLength());
        add(rules, "pattern", checks.pattern());
        add(rules, "oneOf", checks.oneOf());
    }

    private static void add(List<String> rules, String word, @Nullable Object value) {
        if (value != null) {
            rules.add(word + " " + value);
        }
    }

    /** What it means that a table has no such row. */
    private static Stream<String> misses(Etl.Origin origin) {
        if (origin instanceof Etl.FromProduct product) {
            return product.factors().stream().flatMap(FieldDescriptions::misses);
        }
        if (!(origin instanceof Etl.FromRow row)) {
            return Stream.of();
        }
        String outcome = switch (row.onMissing()) {
            case RETRY -> "tried again later";
            case REJECT -> "refused";
            case NULL -> "null";
        };
        return Stream.of("a miss in " + row.table() + " is " + outcome);
    }

    private static String joined(String start, List<JsonPointer> pointers, String word) {
        return pointers.stream().map(pointer -> start + pointer).collect(Collectors.joining(word));
    }
}
