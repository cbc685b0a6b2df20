package dev.sluice.mapping.json;

/**
 * The most that one JSON document may ask for, so that none can exhaust memory or stack.
 *
 * <p>Strings, numbers and names count as they stand in the document, escapes and all, without their quotes. A string
 * that is read as a number is bounded as numbers are.
 *
 * @param maxDocumentBytes of the document; where it has arrays or maps, of its Avro record as well
 * @param maxDepth of objects and arrays in one another, the document's own object included
 * @param names what messages call the limits
 */
public record JsonLimits(
        int maxDocumentBytes, int maxDepth, int maxStringBytes, int maxNumberBytes, int maxNameBytes, Names names) {

    public static final JsonLimits DEFAULTS = new JsonLimits(16 << 20, 64, 1 << 20, 1_000, 1_000);

    /** The names of the settings that raise the limits. */
    public record Names(String documentBytes, String depth, String stringBytes, String numberBytes) {

        static final Names PLAIN = new Names(
                "the limit of documents", "the limit of levels", "the limit of strings", "the limit of numbers");
    }

    public JsonLimits {
        requirePositive("maxDocumentBytes", maxDocumentBytes);
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxStringBytes", maxStringBytes);
        requirePositive("maxNumberBytes", maxNumberBytes);
        requirePositive("maxNameBytes", maxNameBytes);
    }

    /** Limits that no setting raises. */
    public JsonLimits(int maxDocumentBytes, int maxDepth, int maxStringBytes, int maxNumberBytes, int maxNameBytes) {
        this(maxDocumentBytes, maxDepth, maxStringBytes, maxNumberBytes, maxNameBytes, Names.PLAIN);
    }

    /** The same limits under the names of the settings that raise them. */
    public JsonLimits named(Names settings) {
        return new JsonLimits(maxDocumentBytes, maxDepth, maxStringBytes, maxNumberBytes, maxNameBytes, settings);
    }

    private static void requirePositive(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " is " + limit + "; it must be 1 or more");
        }
    }

    /** The limits alone, as messages list them. */
    @Override
    public String toString() {
        return maxDocumentBytes + " bytes, " + maxDepth + " levels, strings of " + maxStringBytes
                + " bytes, numbers of " + maxNumberBytes + " and names of " + maxNameBytes;
    }
}
