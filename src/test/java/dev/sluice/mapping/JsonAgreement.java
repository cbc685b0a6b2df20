package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.JsonSlotReader;
import dev.sluice.mapping.json.PointerTrie;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Slots;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The scanner beside Jackson's strict parser: both accept a document as JSON, or neither does. */
final class JsonAgreement {

    /** What became of a document on which the two agree. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        /**
         * Over our limits, or with a key twice: what comes after was not looked at. Or with half a character in a name,
         * which Jackson refuses although the grammar of RFC 8259 has it (section 8.2).
         */
        LEFT
    }

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Pattern ESCAPED_SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private final JsonSlotReader reader;
    private final Slots slots;

    /** Over a scanner that reads the values at these pointers. */
    JsonAgreement(String... pointers) {
        PointerTrie.Builder builder = new PointerTrie.Builder();
        for (String pointer : pointers) {
            builder.slot(JsonPointer.parse(pointer), "f");
        }
        PointerTrie trie = builder.build();
        this.reader = new JsonSlotReader(trie, "the value", JsonLimits.DEFAULTS);
        this.slots = new Slots(trie.size());
    }

    /**
     * Has both read a document.
     *
     * @throws AssertionError if they do not agree
     */
    Outcome check(byte[] json) {
        FailureReason refusal = refusal(json);
        if (refusal == FailureReason.DUPLICATE_KEY || refusal == FailureReason.LIMIT_EXCEEDED) {
            return Outcome.LEFT;
        }
        // Jackson does not ask for an object.
        boolean accepts = refusal == null || refusal == FailureReason.WRONG_TYPE;
        boolean jacksonAccepts = jacksonAccepts(json);
        if (accepts
                && !jacksonAccepts
                && ESCAPED_SURROGATE.matcher(latin1(json)).find()) {
            return Outcome.LEFT;
        }
        if (accepts != jacksonAccepts) {
            throw new AssertionError((accepts ? "Only the scanner accepts " : "Only Jackson accepts ") + latin1(json));
        }
        return accepts ? Outcome.ACCEPTED : Outcome.REFUSED;
    }

    private static String latin1(byte[] json) {
        return new String(json, StandardCharsets.ISO_8859_1);
    }

    /** Null if there is none. */
    private FailureReason refusal(byte[] json) {
        try {
            reader.read(json, 0, json.length, slots);
            return null;
        } catch (RecordRefusedException e) {
            return e.failure().reason();
        }
    }

    /** Jackson gets text: from bytes it takes UTF-16, byte order marks and broken UTF-8 too. */
    private static boolean jacksonAccepts(byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
                boolean any = parser.nextToken() != null;
                parser.skipChildren();
                return any && parser.nextToken() == null;
            }
        } catch (CharacterCodingException | JacksonException e) {
            return false;
        }
    }
}
