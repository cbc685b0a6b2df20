package dev.sluice.mapping.json;

import dev.sluice.failure.FailureReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Streams one JSON document (RFC 8259, UTF-8) into the slots of a trie. For one thread at a time. */
public final class JsonSlotReader {

    private final PointerTrie trie;
    private final String subject;
    private final JsonScanner document;
    private final JsonScanner[] texts;
    private final @Nullable RowReader rows;
    /** The stretches of the members that nothing enters and a rest takes, by where they begin and end. */
    private int[] unread = {};

    private int unreadLength;
    private final Value text = new Value();
    /** Of the text at hand: the document, or one within it. */
    private JsonScanner scanner;
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
        this.document = new JsonScanner(subject, limits);
        this.scanner = document;
        this.texts = trie.texts().stream()
                .map(pointer -> new JsonScanner(textAt(pointer.toString()), limits))
                .toArray(JsonScanner[]::new);
        this.rows = trie.rows() == null ? null : new RowReader(trie.rows(), limits);
        this.following = new int[trie.size()];
        this.leading = new int[trie.size()];
    }

    /** Reads a document, which must not change while the slots are in use: they point into it. */
    public void read(byte[] json, int from, int to, Slots into) throws RecordRefusedException {
        into.begin(json);
        unreadLength = 0;
        scanner = document;
        scanner.begin(json, from, to);
        if (scanner.atEnd()) {
            throw malformed(subject, "is empty");
        }
        int first = scanner.peek();
        if (first == '{' || first == '"' && trie.root().text >= 0) {
            readValue(trie.root(), into);
        } else {
            scanner.passValue();
        }
        if (!scanner.atEnd()) {
            throw malformed(subject, "goes on after its end; send one object per record");
        }
        if (into.kind(trie.root().slot) != Value.OBJECT) {
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
        if (node.text >= 0 && scanner.peek() == '"') {
            readText(node, into);
        } else {
            readPlain(node, into);
        }
    }

    private void readPlain(PointerTrie.Node node, Slots into) throws RecordRefusedException {
        int slot = node.slot;
        int first = scanner.peek();
        int start = scanner.position();
        if (first == '{' && node.isEntered()) {
            readObject(node, into);
            into.put(slot, Value.OBJECT, start, scanner.position());
        } else if (first == '[' && node.elements.length > 0) {
            readArray(node, into);
            into.put(slot, Value.ARRAY, start, scanner.position());
        } else {
            into.putNext(slot, first, scanner);
        }
    }

    /** Reads the JSON that a string holds, in the string's place. */
    private void readText(PointerTrie.Node node, Slots into) throws RecordRefusedException {
        scanner.passString();
        into.putText(node.slot, scanner);
        into.read(node.slot, text);
        if (text.kind() == Value.BROKEN_STRING) {
            throw malformed(textAt(node.pointer), "is no Unicode text");
        }
        JsonScanner around = scanner;
        Slots.Text textAround = into.enter(node.slot);
        scanner = texts[node.text];
        scanner.begin(text.bytes(), text.offset(), text.end());
        if (scanner.atEnd()) {
            throw malformed(textAt(node.pointer), "is empty; send JSON in it, or null");
        }
        into.clear(node.slot);
        readPlain(node, into);
        if (!scanner.atEnd()) {
            throw malformed(textAt(node.pointer), "goes on after its end; send one value in it");
        }
        into.leave(textAround);
        scanner = around;
    }

    private static String textAt(String pointer) {
        return pointer.isEmpty() ? "the text in the value" : "the text at " + pointer;
    }

    private void readObject(PointerTrie.Node node, Slots into) throws RecordRefusedException {
        PointerTrie.Node last = null;
        int firstUnread = unreadLength;
        for (boolean more = scanner.open(); more; more = scanner.next()) {
            int found = passName(node, last);
            if (found != JsonNames.UNKNOWN) {
                last = node.children[found];
                readValue(last, into);
            } else if (node.rest < 0) {
                scanner.passValue();
            } else {
                passUnread();
            }
        }
        if (node.rest >= 0) {
            into.putMembers(node.rest, unread, firstUnread, unreadLength);
            unreadLength = firstUnread;
        }
    }

    private void passUnread() throws RecordRefusedException {
        int nameQuote = scanner.start() - 1;
        scanner.passValue();
        if (unread.length == unreadLength) {
            unread = Arrays.copyOf(unread, Math.max(32, 2 * unreadLength));
        }
        unread[unreadLength++] = nameQuote;
        unread[unreadLength++] = scanner.end();
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

    private static RecordRefusedException malformed(String subject, String what) {
        return new RecordRefusedException(FailureReason.MALFORMED_JSON, "", subject + " " + what);
    }

    /** Begins with the items of the array that the document holds for the rows; what they leave in the slots is theirs. */
    public void beginRows(Slots into) throws RecordRefusedException {
        Objects.requireNonNull(rows).begin(into);
    }

    /** Reads the next item into the slots of its array, as if it stood there; returns whether there is one. */
    public boolean readRow(Slots into) throws RecordRefusedException {
        return Objects.requireNonNull(rows).next(into);
    }

    /** The items of one array, one after the other. */
    private final class RowReader {
        private final PointerTrie.Node node;
        private final int[] slots;
        private final JsonScanner items;
        private final Value array = new Value();
        private int usedBefore;
        private boolean isOpen;

        RowReader(PointerTrie.Node node, JsonLimits limits) {
            this.node = node;
            List<Integer> below = new ArrayList<>();
            node.addSlots(below);
            slots = below.stream().mapToInt(Integer::intValue).toArray();
            items = new JsonScanner("the array at " + node.pointer, limits);
        }

        void begin(Slots into) throws RecordRefusedException {
            into.read(node.slot, array);
            into.enter(node.slot);
            scanner = items;
            items.begin(array.bytes(), array.offset(), array.end());
            items.peek();
            usedBefore = into.used();
            isOpen = false;
        }

        boolean next(Slots into) throws RecordRefusedException {
            boolean another = isOpen ? items.next() : items.open();
            isOpen = true;
            if (another) {
                into.release(usedBefore);
                for (int slot : slots) {
                    into.clear(slot);
                }
                readPlain(node, into);
            }
            return another;
        }
    }
}
