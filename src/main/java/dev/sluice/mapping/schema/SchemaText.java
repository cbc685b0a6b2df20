package dev.sluice.mapping.schema;

import dev.sluice.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
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
        JsonNode schema = read(avsc);
        forEachField(schema, field -> field.remove(ETL));
        if (schema instanceof ObjectNode root) {
            root.remove(PIPELINE);
        }
        return schema.toString();
    }

    /**
     * The schema with its {@code "etl"} and {@code "pipeline"} attributes as JSON texts, which Avro hands on as they are:
     * of an object it would read the numbers as doubles.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    public static String withQuotedAttributes(String avsc) {
        JsonNode schema = read(avsc);
        forEachField(schema, field -> quote(field, ETL));
        if (schema instanceof ObjectNode root) {
            quote(root, PIPELINE);
        }
        return schema.toString();
    }

    private static void quote(ObjectNode object, String attribute) {
        if (object.has(attribute)) {
            object.put(attribute, object.path(attribute).toString());
        }
    }

    /** What such a text says: maps, lists, strings, booleans, exact numbers and null. */
    static @Nullable Object attribute(Object quoted) {
        return MAPPER.readValue(quoted.toString(), Object.class);
    }

    private static JsonNode read(String avsc) {
        try {
            JsonNode schema = MAPPER.readTree(avsc);
            requireUnicode(schema.toString());
            return schema;
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            throw new IllegalArgumentException(
                    e.getOriginalMessage()
                            + (place == null
                                    ? ""
                                    : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"),
                    e);
        }
    }

    /** Names and constants become UTF-8, in which a lone surrogate would silently be a question mark. */
    private static void requireUnicode(String schema) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(schema)) {
            throw new IllegalArgumentException("it holds half of a surrogate pair; write Unicode text");
        }
    }

    private static void forEachField(JsonNode schema, Consumer<ObjectNode> action) {
        if (schema.isArray()) {
            schema.forEach(branch -> forEachField(branch, action));
        } else if (schema.isObject()) {
            for (JsonNode field : schema.path("fields")) {
                if (field instanceof ObjectNode object) {
                    action.accept(object);
                    forEachField(object.path("type"), action);
                }
            }
            for (String part : new String[] {"type", "items", "values"}) {
                forEachField(schema.path(part), action);
            }
        }
    }

    /** The text's SHA-256 in hexadecimal, cut to 16 digits. */
    public static String fingerprint(String text) {
        return Sha256.hex(text).substring(0, FINGERPRINT_DIGITS);
    }
}
