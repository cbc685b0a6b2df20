package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Streams one JSON document (RFC 8259, UTF-8) into the slots of a trie. For one thread at a time.
 *
 * <p>The parser's own messages quote the document, so none of them leaves this class.
 */
final class JsonSlotReader {

    static final int MAX_DEPTH = 64;
    static final int MAX_STRING_CHARS = 1 << 20;
    static final int MAX_NUMBER_CHARS = 1_000;
    static final int MAX_NAME_CHARS = 1_000;
    static final int MAX_DOCUMENT_BYTES = 16 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING_CHARS)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxNameLength(MAX_NAME_CHARS)
                    .build())
            .build();

    private final PointerTrie trie;
    private final String subject;

    /** A reader whose messages call the document {@code subject}. */
    JsonSlotReader(PointerTrie trie, String subject) {
        this.trie = trie;
        this.subject = subject;
    }

    void read(byte[] json, Slots into) throws RecordRefusedException {
        into.clear();
        if (json.length > MAX_DOCUMENT_BYTES) {
            throw limitExceeded("has " + json.length + " bytes");
        }
        // The parser decodes leniently (overlong forms, encoded surrogates) and guesses UTF-16 by zero bytes.
        if (!Utf8.isValid(json) || startsWithZeros(json)) {
            throw malformed("is not valid UTF-8");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw first == null
                        ? malformed("is empty")
                        : new RecordRefusedException(
                                FailureReason.WRONG_TYPE, "", subject + " is no JSON object; send an object");
            }
            into.put(trie.root().slot, Value.OBJECT);
            readObject(parser, trie.root(), into);
            if (parser.nextToken() != null) {
                throw malformed("goes on after its end; send one object per record");
            }
        } catch (StreamConstraintsException e) {
            throw limitExceeded("is over a limit");
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw malformed(at < 0 ? "is no JSON" : "is no JSON from about byte " + at + " of " + json.length + " on");
        }
    }

    private void readObject(JsonParser parser, PointerTrie.Node node, Slots into) throws RecordRefusedException {
        while (true) {
            int match = parser.nextNameMatch(node.names);
            if (match >= 0) {
                readValue(parser, parser.nextToken(), node.children[match], into);
            } else if (match == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
                parser.nextToken();
                parser.skipChildren();
            } else {
                return;
            }
        }
    }

    private void readArray(JsonParser parser, PointerTrie.Node node, Slots into) throws RecordRefusedException {
        int next = 0;
        JsonToken token = parser.nextToken();
        for (int index = 0; token != JsonToken.END_ARRAY; index++) {
            if (next < node.indexes.length && node.indexes[next] == index) {
                readValue(parser, token, node.elements[next++], into);
            } else {
                parser.skipChildren();
            }
            token = parser.nextToken();
        }
    }

    private void readValue(JsonParser parser, JsonToken token, PointerTrie.Node node, Slots into)
            throws RecordRefusedException {
        if (into.kind(node.slot) != Value.ABSENT) {
            throw new RecordRefusedException(
                    FailureReason.DUPLICATE_KEY,
                    node.path,
                    subject + " holds " + node.pointer + " twice; send each key once");
        }
        switch (token) {
            case VALUE_STRING ->
                into.putString(
                        node.slot, parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                int count = parser.getStringLength();
                if (count > MAX_NUMBER_CHARS) {
                    throw limitExceeded("has a number of " + count + " characters");
                }
                into.putNumber(node.slot, parser.getStringCharacters(), parser.getStringOffset(), count);
            }
            case VALUE_TRUE -> into.put(node.slot, Value.TRUE);
            case VALUE_FALSE -> into.put(node.slot, Value.FALSE);
            case VALUE_NULL -> into.put(node.slot, Value.NULL);
            case START_OBJECT -> {
                into.put(node.slot, Value.OBJECT);
                if (node.children.length == 0) {
                    parser.skipChildren();
                } else {
                    readObject(parser, node, into);
                }
            }
            default -> {
                into.put(node.slot, Value.ARRAY);
                if (node.elements.length == 0) {
                    parser.skipChildren();
                } else {
                    readArray(parser, node, into);
                }
            }
        }
    }

    private static boolean startsWithZeros(byte[] json) {
        for (int i = 0; i < Math.min(4, json.length); i++) {
            if (json[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private RecordRefusedException malformed(String what) {
        return new RecordRefusedException(FailureReason.MALFORMED_JSON, "", subject + " " + what);
    }

    private RecordRefusedException limitExceeded(String what) {
        return new RecordRefusedException(
                FailureReason.LIMIT_EXCEEDED,
                "",
                subject + " " + what + "; allowed are " + MAX_DOCUMENT_BYTES + " bytes, " + MAX_DEPTH
                        + " levels, strings of " + MAX_STRING_CHARS + " characters, numbers and names of "
                        + MAX_NUMBER_CHARS);
    }
}
