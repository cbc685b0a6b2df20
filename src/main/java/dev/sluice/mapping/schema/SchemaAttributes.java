package dev.sluice.mapping.schema;

import java.util.Arrays;
import java.util.Locale;
import org.apache.avro.Schema;

/** Finds attributes that are probably misspelled or misplaced. Avro ignores what it does not know. */
public final class SchemaAttributes {

    private static final String LOGICAL_TYPE = "logicalType";

    private final Problems problems;

    public SchemaAttributes(Problems problems) {
        this.problems = problems;
    }

    public void checkType(Schema type, String path) {
        if (type.getObjectProps().containsKey(LOGICAL_TYPE) && type.getProp(LOGICAL_TYPE) == null) {
            problems.add(path, "\"" + LOGICAL_TYPE + "\" must be a text, such as \"date\"");
        }
        for (String attribute : type.getObjectProps().keySet()) {
            if (isLike(attribute, SchemaText.ETL)) {
                problems.add(path, "\"" + attribute + "\" stands on a type; \"etl\" goes on a field, beside its name");
            } else if (!attribute.equals(LOGICAL_TYPE) && isLike(attribute, LOGICAL_TYPE)) {
                problems.add(path, "\"" + attribute + "\" is unknown; did you mean \"" + LOGICAL_TYPE + "\"?");
            }
        }
    }

    public void checkField(Schema.Field field, String path) {
        for (String attribute : field.getObjectProps().keySet()) {
            if (!attribute.equals(SchemaText.ETL) && isLike(attribute, SchemaText.ETL)) {
                problems.add(path, "\"" + attribute + "\" is unknown; did you mean \"" + SchemaText.ETL + "\"?");
            } else if (isLike(attribute, LOGICAL_TYPE)) {
                problems.add(
                        path,
                        "\"" + attribute + "\" stands on the field, where Avro ignores it; write"
                                + " \"type\": {\"type\": …, \"logicalType\": …}");
            }
        }
    }

    /** Whether two words have the same letters, case aside: other attributes are the user's own. */
    private static boolean isLike(String word, String known) {
        return Arrays.equals(letters(word.replace("_", "")), letters(known));
    }

    private static int[] letters(String word) {
        return word.toLowerCase(Locale.ROOT).chars().sorted().toArray();
    }
}
