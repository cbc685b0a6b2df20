package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/**
 * A member of a JSON document, or an item of an array in it, with the Avro type that is to take it.
 *
 * @param path what refusals call it
 * @param allowed the texts that its check allows; none if there is no check
 */
record JsonMember(String path, JsonPointer pointer, Schema type, List<?> allowed) {

    static final Set<JsonNodeType> JSON_TYPES = EnumSet.of(
            JsonNodeType.STRING,
            JsonNodeType.NUMBER,
            JsonNodeType.BOOLEAN,
            JsonNodeType.OBJECT,
            JsonNodeType.ARRAY,
            JsonNodeType.NULL);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** All of a document, at any depth, those of records, arrays and maps. */
    static List<JsonMember> of(JsonNode document, Schema record) {
        List<JsonMember> members = new ArrayList<>();
        addWithin("", JsonPointer.empty(), document, record, members);
        return members;
    }

    private static void addWithin(
            String path, JsonPointer pointer, JsonNode json, Schema type, List<JsonMember> members) {
        if (json.isArray()) {
            Schema items = branch(type, JsonNodeType.ARRAY).getElementType();
            for (int i = 0; i < json.size(); i++) {
                add(new JsonMember(path + "[]", pointer.appendIndex(i), items, List.of()), json.get(i), members);
            }
        } else if (json.isObject() && branch(type, JsonNodeType.OBJECT).getType() == Schema.Type.MAP) {
            Schema values = branch(type, JsonNodeType.OBJECT).getValueType();
            for (Map.Entry<String, JsonNode> entry : json.properties()) {
                add(
                        new JsonMember(path + "{}", pointer.appendProperty(entry.getKey()), values, List.of()),
                        entry.getValue(),
                        members);
            }
        } else if (json.isObject()) {
            for (Map.Entry<String, JsonNode> entry : json.properties()) {
                Schema.Field field = branch(type, JsonNodeType.OBJECT).getField(entry.getKey());
                String name = path.isEmpty() ? field.name() : path + "." + field.name();
                add(
                        new JsonMember(name, pointer.appendProperty(field.name()), field.schema(), allowed(field)),
                        entry.getValue(),
                        members);
            }
        }
    }

    private static void add(JsonMember member, JsonNode json, List<JsonMember> members) {
        members.add(member);
        addWithin(member.path, member.pointer, json, member.type, members);
    }

    private static List<?> allowed(Schema.Field field) {
        return field.getObjectProp("etl") instanceof Map<?, ?> etl && etl.get("oneOf") instanceof List<?> texts
                ? texts
                : List.of();
    }

    boolean isItem() {
        return path.endsWith("[]") || path.endsWith("{}");
    }

    /** Whether the type takes values of that JSON type: itself, or one of its branches. */
    boolean takes(JsonNodeType json) {
        return branches(type).stream().anyMatch(branch -> jsonType(branch) == json);
    }

    /** A value of that JSON type, which the Avro type takes if it takes any. */
    JsonNode example(JsonNodeType json) {
        if (!takes(json)) {
            return example(json, null, List.of());
        }
        return example(json, branch(type, json), allowed);
    }

    private static JsonNode example(JsonNodeType json, Schema branch, List<?> allowed) {
        return switch (json) {
            case STRING -> JSON.stringNode(text(branch, allowed));
            case NUMBER -> JSON.numberNode(1);
            case BOOLEAN -> JSON.booleanNode(true);
            case ARRAY -> JSON.arrayNode();
            case OBJECT ->
                branch != null && branch.getType() == Schema.Type.RECORD ? smallest(branch) : JSON.objectNode();
            default -> JSON.nullNode();
        };
    }

    private static String text(Schema branch, List<?> allowed) {
        if (!allowed.isEmpty()) {
            return allowed.get(0).toString();
        }
        return branch != null && branch.getType() == Schema.Type.ENUM
                ? branch.getEnumSymbols().get(0)
                : "x";
    }

    /** An object of what has no default. */
    private static ObjectNode smallest(Schema record) {
        ObjectNode object = JSON.objectNode();
        for (Schema.Field field : record.getFields()) {
            if (!field.hasDefaultValue()) {
                Schema first = branches(field.schema()).get(0);
                object.set(field.name(), example(jsonType(first), first, allowed(field)));
            }
        }
        return object;
    }

    /** The document with another value here. */
    JsonNode replaced(JsonNode document, JsonNode value) {
        JsonNode copy = document.deepCopy();
        JsonNode parent = copy.at(pointer.head());
        if (parent instanceof ArrayNode array) {
            array.set(pointer.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), value);
        }
        return copy;
    }

    /** The document without this. */
    JsonNode removed(JsonNode document) {
        JsonNode copy = document.deepCopy();
        ((ObjectNode) copy.at(pointer.head())).remove(pointer.last().getMatchingProperty());
        return copy;
    }

    private static Schema branch(Schema type, JsonNodeType json) {
        return branches(type).stream()
                .filter(branch -> jsonType(branch) == json)
                .findFirst()
                .orElseThrow();
    }

    private static List<Schema> branches(Schema type) {
        return type.isUnion() ? type.getTypes() : List.of(type);
    }

    private static JsonNodeType jsonType(Schema branch) {
        return switch (branch.getType()) {
            case STRING, ENUM -> JsonNodeType.STRING;
            case INT, LONG, DOUBLE -> JsonNodeType.NUMBER;
            case BOOLEAN -> JsonNodeType.BOOLEAN;
            case RECORD, MAP -> JsonNodeType.OBJECT;
            case ARRAY -> JsonNodeType.ARRAY;
            case NULL -> JsonNodeType.NULL;
            default -> throw new AssertionError(branch + " is of a type that this does not know");
        };
    }
}
