package dev.sluice.mapping.schema;

import dev.sluice.bytes.Sha256;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A schema as JSON text: read strictly, stripped of {@code "etl"} and {@code "pipeline"}, fingerprinted. */
public final class SchemaText {

    public static final String ETL = "etl";

    /** The root record's attribute that says how records are read and where they go. */
    public static final String PIPELINE = "pipeline";

    private static final int FINGERPRINT_DIGITS = 16;

    /** As Avro reads schemas, comments included, but without the same key twice. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();

    private SchemaText() {}

    /**
     * The schema without the {@code "etl"} attributes of its fields and the {@code "pipeline"} of its root.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    public static String withoutEtl(String avsc) {
        try {
            JsonNode schema = MAPPER.readTree(avsc);
            requireUnicode(schema.toString());
            strip(schema);
            if (schema instanceof ObjectNode root) {
                root.remove(PIPELINE);
            }
            return schema.toString();
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** Names and constants become UTF-8, in which a lone surrogate would silently be a question mark. */
    private static void requireUnicode(String schema) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(schema)) {
            throw new IllegalArgumentException("it holds half of a surrogate pair; write Unicode text");
        }
    }

    private static void strip(JsonNode schema) {
        if (schema.isArray()) {
            schema.forEach(SchemaText::strip);
        } else if (schema.isObject()) {
            for (JsonNode field : schema.path("fields")) {
                if (field instanceof ObjectNode object) {
                    requireExactNumbers(field.path(ETL));
                    object.remove(ETL);
                    strip(field.path("type"));
                }
            }
            for (String part : new String[] {"type", "items", "values"}) {
                strip(schema.path(part));
            }
        }
    }

    /** Avro reads an attribute's numbers as long and double: one that these cannot hold would become another. */
    private static void requireExactNumbers(JsonNode etl) {
        for (JsonNode word : etl) {
            requireExactNumbers(word);
        }
        if (etl.isBigInteger() || etl.isBigDecimal() && !survivesDouble(etl.decimalValue())) {
            throw new IllegalArgumentException(
                    "the number " + etl + " in an \"etl\" is longer than a long or a double holds; put it in quotes, or"
                            + " shorten it where the field is a double");
        }
    }

    private static boolean survivesDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        return !Double.isInfinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
    }

    /** The text's SHA-256 in hexadecimal, cut to 16 digits. */
    public static String fingerprint(String text) {
        return Sha256.hex(text).substring(0, FINGERPRINT_DIGITS);
    }
}
