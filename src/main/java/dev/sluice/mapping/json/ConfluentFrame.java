package dev.sluice.mapping.json;

/**
 * What Confluent's serializers put before the JSON: a zero byte, which JSON never starts with, and a schema id of four.
 */
public final class ConfluentFrame {

    private static final int BYTES = 5;

    private ConfluentFrame() {}

    /** Where the JSON begins, in a value with the frame or without. */
    public static int end(byte[] value) {
        return value.length >= BYTES && value[0] == 0 ? BYTES : 0;
    }
}
