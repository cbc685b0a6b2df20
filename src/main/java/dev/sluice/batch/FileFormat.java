package dev.sluice.batch;

/**
 * What is the same for every block of one object container file.
 *
 * @param schema the writer's schema, as JSON
 * @param schemaFingerprint tells schemas apart
 */
public record FileFormat(String schema, String schemaFingerprint, BlockCodec codec) {}
