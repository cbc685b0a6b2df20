package dev.sluice.mapping.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pointers that a mapping reads from one document, as a tree; each node on the way to one has a slot. */
public final class PointerTrie {

    /** A value on the way to, or at, a pointer. */
    static final class Node {
        final int slot;
        final String pointer;
        /** The path of the first output field that needs this value. */
        final String path;

        /** Which of the texts it is that hold JSON of their own, by number; negative if it is none. */
        final int text;
        /** Whether its value is an array whose items are read one after the other in the array's place. */
        final boolean isRows;
        /** The slot of the members that no pointer enters, as an object of their own; negative if nothing reads them. */
        final int rest;

        final JsonNames names;
        /** In the order of {@link #names}. */
        final Node[] children;
        /** The children that an array can have, by index; ascending. */
        final int[] indexes;

        final Node[] elements;

        private static final Pattern ARRAY_INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

        Node(Builder.Draft draft) {
            this.slot = draft.slot;
            this.pointer = draft.pointer.toString();
            this.path = draft.path;
            this.text = draft.text;
            this.isRows = draft.isRows;
            this.rest = draft.rest;
            this.names = new JsonNames(List.copyOf(draft.children.keySet()));
            this.children = new Node[draft.children.size()];
            SortedMap<Integer, Node> byIndex = new TreeMap<>();
            int at = 0;
            for (Map.Entry<String, Builder.Draft> child : draft.children.entrySet()) {
                children[at] = new Node(child.getValue());
                if (!isRows && ARRAY_INDEX.matcher(child.getKey()).matches()) {
                    byIndex.put(Integer.valueOf(child.getKey()), children[at]);
                }
                at++;
            }
            this.indexes = byIndex.keySet().stream().mapToInt(Integer::intValue).toArray();
            this.elements = byIndex.values().toArray(new Node[0]);
        }

        /** The node with that slot, here or below. */
        @Nullable
        Node find(int wanted) {
            if (slot == wanted) {
                return this;
            }
            for (Node child : children) {
                Node found = child.find(wanted);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        /** Whether the reader looks at the members of its object. */
        boolean isEntered() {
            return children.length > 0 || rest >= 0;
        }

        void addSlots(List<Integer> into) {
            into.add(slot);
            if (rest >= 0) {
                into.add(rest);
            }
            for (Node child : children) {
                child.addSlots(into);
            }
        }
    }

    private final Node root;
    private final int size;
    private final List<JsonPointer> texts;
    private final @Nullable Node rows;

    private PointerTrie(Node root, int size, List<JsonPointer> texts, @Nullable Node rows) {
        this.root = root;
        this.size = size;
        this.texts = List.copyOf(texts);
        this.rows = rows;
    }

    Node root() {
        return root;
    }

    /** Where texts stand that hold JSON of their own. */
    List<JsonPointer> texts() {
        return texts;
    }

    /** The array whose items are read one after the other in its place; null if there is none. */
    @Nullable
    Node rows() {
        return rows;
    }

    /** The slot of that array; negative if there is none. */
    public int rowsSlot() {
        return rows == null ? -1 : rows.slot;
    }

    /** Where that array stands. */
    public String rowsPointer() {
        return rows == null ? "" : rows.pointer;
    }

    /** The number of slots. */
    public int size() {
        return size;
    }

    /** Collects pointers and hands out their slots. */
    public static final class Builder {

        private static final class Draft {
            public final int slot;
            public final JsonPointer pointer;
            public final String path;
            public final Map<String, Draft> children = new LinkedHashMap<>();
            public int text = -1;
            public boolean isRows;
            public int rest = -1;

            public Draft(int slot, JsonPointer pointer, String path) {
                this.slot = slot;
                this.pointer = pointer;
                this.path = path;
            }
        }

        private final Draft root;
        private final List<JsonPointer> texts = new ArrayList<>();
        private int slots;
        private @Nullable Draft rows;

        public Builder() {
            root = new Draft(slots++, JsonPointer.ROOT, "");
        }

        /** The slot of that pointer's value, which the output field at {@code path} needs. */
        public int slot(JsonPointer pointer, String path) {
            return draft(pointer, path).slot;
        }

        private Draft draft(JsonPointer pointer, String path) {
            Draft at = root;
            for (String name : pointer.names()) {
                Draft next = at.children.get(name);
                if (next == null) {
                    next = new Draft(slots++, at.pointer.child(name), path);
                    at.children.put(name, next);
                }
                at = next;
            }
            return at;
        }

        /** A string there is read as JSON of its own, through which pointers go on. */
        public void parse(JsonPointer pointer) {
            Draft text = draft(pointer, "");
            if (text.text < 0) {
                text.text = texts.size();
                texts.add(pointer);
            }
        }

        /** The items of the array there are read one after the other, each in the array's place. */
        public void explode(JsonPointer pointer) {
            rows = draft(pointer, "");
            rows.isRows = true;
        }

        /** The slot of the members of that object that no pointer enters, as an object of their own. */
        public int rest(JsonPointer object, String path) {
            Draft around = draft(object, path);
            if (around.rest < 0) {
                around.rest = slots++;
            }
            return around.rest;
        }

        public PointerTrie build() {
            Node top = new Node(root);
            return new PointerTrie(top, slots, texts, rows == null ? null : top.find(rows.slot));
        }
    }
}
