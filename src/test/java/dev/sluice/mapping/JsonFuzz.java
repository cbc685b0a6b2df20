package dev.sluice.mapping;

/** The fuzz target of the scanner: any bytes are JSON for it if they are for Jackson. */
final class JsonFuzz {

    private static final JsonAgreement AGREEMENT =
            new JsonAgreement("/a", "/any/k", "/meta/at/0", "/x/1/a", "/é", "/lines/0/item/sku");

    private JsonFuzz() {}

    /** Called by Jazzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] input) {
        AGREEMENT.check(input);
    }
}
