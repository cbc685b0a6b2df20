package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The schema that transactions are converted to: the shipped one, or what is left of it without its enrichment. */
public enum BenchmarkSchema {
    ENRICHED,
    /** Without the fields that are looked up or calculated. */
    PLAIN;

    static final Path SHIPPED = Path.of("avro-schemas/transaction.avsc");

    String avsc() throws IOException {
        String shipped = Files.readString(SHIPPED);
        return this == ENRICHED ? shipped : withoutEnrichment(shipped);
    }

    private static String withoutEnrichment(String avsc) {
        JsonNode schema = new JsonMapper().readTree(avsc);
        ((ArrayNode) schema.required("fields")).removeIf(field -> isEnrichment(field.path("etl")));
        return schema.toString();
    }

    private static boolean isEnrichment(JsonNode etl) {
        return etl.has("lookup") || etl.has("product");
    }
}
