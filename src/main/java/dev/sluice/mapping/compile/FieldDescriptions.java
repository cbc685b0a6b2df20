package dev.sluice.mapping.compile;

import dev.sluice.mapping.check.CheckSpec;
import dev.sluice.mapping.schema.MappedField;
import dev.sluice.mapping.schema.TypeNames;
import dev.sluice.mapping.source.SourceSpec;
import dev.sluice.mapping.text.TimePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a schema in words, gathered in the order in which it is compiled. */
final class FieldDescriptions {

    private final List<MappedField> fields = new ArrayList<>();

    List<MappedField> fields() {
        return fields;
    }

    /**
     * Adds a field.
     *
     * @param source its own, or where it is looked for by its name
     * @param start the path of the item at which pointers start; empty where it is the document
     */
    void add(Schema.Field field, String path, FieldSpec spec, SourceSpec source, String start) {
        fields.add(new MappedField(
                path,
                TypeNames.of(field.schema()),
                source.describe(start),
                whenAbsent(field, spec, source),
                rules(spec, source),
                source.metadata()));
    }

    private static String whenAbsent(Schema.Field field, FieldSpec spec, SourceSpec source) {
        if (source.isAlwaysPresent()) {
            return "never";
        }
        if (spec.required()) {
            return "refused";
        }
        boolean nullable = field.schema().isNullable();
        if (field.hasDefaultValue() && !(source.isComputed() && nullable)) {
            return field.defaultVal() == JsonProperties.NULL_VALUE ? "null" : "default";
        }
        return nullable ? "null" : "refused";
    }

    private static List<String> rules(FieldSpec spec, SourceSpec source) {
        List<String> rules = new ArrayList<>();
        if (spec.eventTime()) {
            rules.add("event time");
        }
        rules.addAll(spec.words().cleaning().describe());
        if (spec.words().translation() != null) {
            rules.add("translate");
        }
        add(
                rules,
                "as",
                spec.reading().as() == null ? null : spec.reading().as().word());
        if (spec.reading().notation() != null) {
            rules.add("number");
        }
        if (!spec.reading().time().patterns().isEmpty()) {
            rules.add("format "
                    + spec.reading().time().patterns().stream()
                            .map(TimePattern::toString)
                            .collect(Collectors.joining(" or ")));
        }
        add(
                rules,
                "zone",
                spec.reading().time().zone() == null
                        ? null
                        : spec.reading().time().zone().zone());
        add(rules, "unit", spec.unit() == null ? null : spec.unit().word());
        add(rules, "rounding", spec.reading().time().rounding());
        rules.addAll(source.misses());
        if (spec.required()) {
            rules.add("required");
        }
        for (CheckSpec check : spec.checks()) {
            rules.addAll(check.describe());
        }
        add(rules, "mask", spec.mask() == null ? null : spec.mask().word());
        return rules;
    }

    private static void add(List<String> rules, String word, @Nullable Object value) {
        if (value != null) {
            rules.add(word + " " + value);
        }
    }
}
