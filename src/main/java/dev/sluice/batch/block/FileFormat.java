package dev.sluice.batch.block;

import dev.sluice.batch.header.FormatId;

/**
 * What is the same for every block of one batch.
 *
 * @param objectFormat the format of the object that it becomes, such as {@code avro}
 * @param schema the writer's schema, as JSON
 * @param schemaFingerprint tells schemas apart
 */
public record FileFormat(String objectFormat, String schema, String schemaFingerprint, BlockCodec codec) {

    /** Blocks of different levels of a codec go to one object. */
    public FormatId id() {
        return new FormatId(objectFormat, schemaFingerprint, codec.kind().avroName());
    }
}
