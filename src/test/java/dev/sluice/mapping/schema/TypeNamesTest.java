package dev.sluice.mapping.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "'\"null\"' = null",
                "'\"boolean\"' = boolean",
                "'\"string\"' = string",
                "'[\"null\", \"string\"]' = string?",
                "'[\"string\", \"null\"]' = string?",
                "'{\"type\": \"fixed\", \"name\": \"F\", \"size\": 16}' = fixed(16)",
                "'{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}' = enum",
                "'{\"type\": \"record\", \"name\": \"R\", \"fields\": []}' = record",
                "'{\"type\": \"string\", \"logicalType\": \"uuid\"}' = uuid",
                "'{\"type\": \"string\", \"logicalType\": \"nobody-knows\"}' = string",
                "'{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}' = timestamp-millis",
                "'{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 18, \"scale\": 4}' = 'decimal(18,4)'",
                "'{\"type\": \"array\", \"items\": \"string\"}' = array of string",
                "'[\"null\", {\"type\": \"array\", \"items\": [\"null\", \"long\"]}]' = array? of long?",
                "'{\"type\": \"map\", \"values\": {\"type\": \"array\", \"items\": \"int\"}}' = map of array of int",
                "'[\"string\", \"long\"]' = 'union of string, long'",
                "'[\"null\", \"string\", \"long\"]' = 'union? of string, long'",
            })
    void name_isShort(String type, String name) {
        assertThat(TypeNames.of(new Schema.Parser().parse(type))).isEqualTo(name);
    }
}
