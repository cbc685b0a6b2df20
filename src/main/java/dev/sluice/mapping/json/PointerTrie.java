package dev.sluice.mapping.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The pointers that a mapping reads from one document, as a tree; each node on the way to one has a slot. */
public final class PointerTrie {

    /** A value on the way to, or at, a pointer. */
    static final class Node {
        final int slot;
        final String pointer;
        /** The path of the first output field that needs this value. */
        final String path;

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
            this.names = new JsonNames(List.copyOf(draft.children.keySet()));
            this.children = new Node[draft.children.size()];
            SortedMap<Integer, Node> byIndex = new TreeMap<>();
            int at = 0;
            for (Map.Entry<String, Builder.Draft> child : draft.children.entrySet()) {
                children[at] = new Node(child.getValue());
                if (ARRAY_INDEX.matcher(child.getKey()).matches()) {
                    byIndex.put(Integer.valueOf(child.getKey()), children[at]);
                }
                at++;
            }
            this.indexes = byIndex.keySet().stream().mapToInt(Integer::intValue).toArray();
            this.elements = byIndex.values().toArray(new Node[0]);
        }
    }

    private final Node root;
    private final int size;

    private PointerTrie(Node root, int size) {
        this.root = root;
        this.size = size;
    }

    Node root() {
        return root;
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

            public Draft(int slot, JsonPointer pointer, String path) {
                this.slot = slot;
                this.pointer = pointer;
                this.path = path;
            }
        }

        private final List<Draft> drafts = new ArrayList<>();

        public Builder() {
            drafts.add(new Draft(0, JsonPointer.ROOT, ""));
        }

        /** The slot of that pointer's value, which the output field at {@code path} needs. */
        public int slot(JsonPointer pointer, String path) {
            Draft at = drafts.get(0);
            for (String name : pointer.names()) {
                Draft next = at.children.get(name);
                if (next == null) {
                    next = new Draft(drafts.size(), at.pointer.child(name), path);
                    drafts.add(next);
                    at.children.put(name, next);
                }
                at = next;
            }
            return at.slot;
        }

        public PointerTrie build() {
            return new PointerTrie(new Node(drafts.get(0)), drafts.size());
        }
    }
}
