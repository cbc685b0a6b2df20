package dev.sluice.batch.header;

/**
 * Tells the formats of batches apart: blocks of one format go to one object.
 *
 * @param objectFormat the format of the object, such as {@code avro}
 * @param schemaFingerprint the writer's schema
 * @param codec how the blocks are compressed, by its Avro name
 */
public record FormatId(String objectFormat, String schemaFingerprint, String codec) {}
