package dev.sluice.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A walk over a JSON document and the Avro record made of it, which must be the same in every member.
 *
 * <p>It knows Jackson's tree and Avro's, and nothing of a mapping: members are fields of the same name, times are
 * numbers of seconds, and what is not in the document is null.
 */
final class FieldByField {

    private int leaves;

    private FieldByField() {}

    /** Returns how many leaves were compared: all that is no object and no array, and those that are empty. */
    static int compare(JsonNode document, GenericRecord record) {
        FieldByField walk = new FieldByField();
        walk.compareRecord("", document, record);
        return walk.leaves;
    }

    private void compareValue(String path, JsonNode json, @Nullable Object avro, Schema type) {
        if (!json.isContainer() || json.isEmpty()) {
            leaves++;
        }
        if (json.isNull()) {
            requireNothing(path, avro, type);
            return;
        }
        Schema branch = type.isUnion() ? type.getTypes().get(GenericData.get().resolveUnion(type, avro)) : type;
        switch (branch.getType()) {
            case RECORD -> compareRecord(path, json, (GenericRecord) avro);
            case ARRAY -> compareArray(path, json, (List<?>) avro, branch.getElementType());
            case MAP -> compareMap(path, json, (Map<?, ?>) avro, branch.getValueType());
            default -> compareLeaf(path, json, avro, branch);
        }
    }

    private void compareRecord(String path, JsonNode json, GenericRecord record) {
        require(json.isObject(), path);
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            String name = path + "/" + member.getKey();
            Schema.Field field = record.getSchema().getField(member.getKey());
            require(field != null, name);
            compareValue(name, member.getValue(), record.get(field.pos()), field.schema());
        }
        for (Schema.Field field : record.getSchema().getFields()) {
            if (!json.has(field.name())) {
                requireNothing(path + "/" + field.name(), record.get(field.pos()), field.schema());
            }
        }
    }

    private void compareArray(String path, JsonNode json, List<?> items, Schema type) {
        require(json.isArray() && json.size() == items.size(), path);
        for (int i = 0; i < items.size(); i++) {
            compareValue(path + "/" + i, json.get(i), items.get(i), type);
        }
    }

    private void compareMap(String path, JsonNode json, Map<?, ?> values, Schema type) {
        require(json.isObject(), path);
        Map<String, Object> byName = values.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().toString(), Map.Entry::getValue));
        require(byName.keySet().equals(Set.copyOf(json.propertyNames())), path);
        byName.forEach((name, value) -> compareValue(path + "/" + name, json.get(name), value, type));
    }

    private static void compareLeaf(String path, JsonNode json, @Nullable Object avro, Schema type) {
        require(avro != null, path);
        boolean same = switch (type.getType()) {
            case STRING, ENUM -> json.isString() && json.stringValue().equals(avro.toString());
            case BOOLEAN -> json.isBoolean() && avro.equals(json.booleanValue());
            case INT, LONG -> json.isNumber() && json.decimalValue().compareTo(seconds(avro, type)) == 0;
            case DOUBLE -> json.isNumber() && avro.equals(json.doubleValue());
            default -> throw new AssertionError(path + " is of a type that this does not know: " + type);
        };
        require(same, path);
    }

    /** A number as it is, or the seconds of a timestamp. */
    private static BigDecimal seconds(Object number, Schema type) {
        BigDecimal exact = new BigDecimal(number.toString());
        return type.getLogicalType() == LogicalTypes.timestampMillis() ? exact.movePointLeft(3) : exact;
    }

    /** Nothing is null where there can be null, else a record of nothing. */
    private static void requireNothing(String path, @Nullable Object avro, Schema type) {
        if (type.getType() != Schema.Type.RECORD) {
            require(avro == null, path);
            return;
        }
        GenericRecord record = (GenericRecord) avro;
        type.getFields().forEach(f -> requireNothing(path + "/" + f.name(), record.get(f.pos()), f.schema()));
    }

    private static void require(boolean same, String path) {
        if (!same) {
            throw new AssertionError(path + " is not the same in JSON and Avro");
        }
    }
}
