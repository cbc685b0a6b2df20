package dev.sluice.batch;

/**
 * What is the same for every block of one object container file.
 *
 * @param schema the writer's schema, as JSON
 * @param schemaFingerprint tells schemas apart
 */
public record FileFormat(String schema, String schemaFingerprint, BlockCodec codec) {

    /** The codec by its Avro name; blocks of different levels go to one file. */
    public String codecName() {
        return codec.kind().avroName();
    }
}
