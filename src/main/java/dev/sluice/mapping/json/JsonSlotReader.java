package dev.sluice.mapping.json;

import dev.sluice.failure.FailureReason;
import org.jspecify.annotations.Nullable;

/** Streams one JSON document (RFC 8259, UTF-8) into the slots of a trie. For one thread at a time. */
public final class JsonSlotReader {

    private final PointerTrie trie;
    private final String subject;
    private final JsonScanner scanner;
    /**
     * By slot, the name that last followed that value in its object, as an index into the object's names. Producers
     * keep the order of their names, so the next one is mostly known.
     */
    private final int[] following;
    /** By an object's slot, the name that last came first in it. */
    private final int[] leading;

    /** A reader whose messages call the document {@code subject}. */
    public JsonSlotReader(PointerTrie trie, String subject, JsonLimits limits) {
        this.trie = trie;
        this.subject = subject;
        this.scanner = new JsonScanner(subject, limits);
        this.following = new int[trie.size()];
        this.leading = new int[trie.size()];
    }

    /** Reads a document, which must not change while the slots are in use: they point into it. */
    public void read(byte[] json, int from, int to, Slots into) throws RecordRefusedException {
        into.begin(json);
        scanner.begin(json, from, to);
        if (scanner.atEnd()) {
            throw malformed("is empty");
        }
        boolean object = scanner.peek() == '{';
        if (object) {
            readValue(trie.root(), into);
        } else {
            scanner.passValue();
        }
        if (!scanner.atEnd()) {
            throw malformed("goes on after its end; send one object per record");
        }
        if (!object) {
            throw new RecordRefusedException(
                    FailureReason.WRONG_TYPE, "", subject + " is no JSON object; send an object");
        }
    }

    /** Recursion goes no deeper than the trie. */
    private void readValue(PointerTrie.Node node, Slots into) throws RecordRefusedException {
        int slot = node.slot;
        if (into.kind(slot) != Value.ABSENT) {
            throw new RecordRefusedException(
                    FailureReason.DUPLICATE_KEY,
                    node.path,
                    subject + " holds " + node.pointer + " twice; send each key once");
        }
        int first = scanner.peek();
        int start = scanner.position();
        if (first == '{' && node.children.length > 0) {
            readObject(node, into);
            into.put(slot, Value.OBJECT, start, scanner.position());
        } else if (first == '[' && node.elements.length > 0) {
            readArray(node, into);
            into.put(slot, Value.ARRAY, start, scanner.position());
        } else {
            into.putNext(slot, first, scanner);
        }
    }

    private void readObject(PointerTrie.Node node, Slots into) throws RecordRefusedException {
        PointerTrie.Node last = null;
        for (boolean more = scanner.open(); more; more = scanner.next()) {
            int found = passName(node, last);
            if (found == JsonNames.UNKNOWN) {
                scanner.passValue();
            } else {
                last = node.children[found];
                readValue(last, into);
            }
        }
    }

    /** Passes a name; returns its index among those of the node, or {@link JsonNames#UNKNOWN}. */
    private int passName(PointerTrie.Node node, PointerTrie.@Nullable Node last) throws RecordRefusedException {
        int[] guesses = last == null ? leading : following;
        int key = last == null ? node.slot : last.slot;
        int guess = guesses[key];
        byte[] member = node.names.member(guess);
        scanner.peek();
        if (member.length > 0 && scanner.passMember(member)) {
            return guess;
        }
        int found = scanner.passName(node.names);
        if (found != JsonNames.UNKNOWN) {
            guesses[key] = found;
        }
        return found;
    }

    private void readArray(PointerTrie.Node node, Slots into) throws RecordRefusedException {
        int next = 0;
        int index = 0;
        for (boolean more = scanner.open(); more; more = scanner.next(), index++) {
            if (next < node.indexes.length && node.indexes[next] == index) {
                readValue(node.elements[next++], into);
            } else {
                scanner.passValue();
            }
        }
    }

    private RecordRefusedException malformed(String what) {
        return new RecordRefusedException(FailureReason.MALFORMED_JSON, "", subject + " " + what);
    }
}
