package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.sym.BinaryNameMatcher;
import tools.jackson.core.sym.PropertyNameMatcher;

/** The pointers that a mapping reads from one document, as a tree; each node on the way to one has a slot. */
final class PointerTrie {

    /** A value on the way to, or at, a pointer. */
    static final class Node {
        final int slot;
        final String pointer;
        /** The path of the first output field that needs this value. */
        final String path;

        final PropertyNameMatcher names;
        /** In the order of {@link #names}. */
        final Node[] children;
        /** The children that an array can have, by index; ascending. */
        final int[] indexes;

        final Node[] elements;

        Node(Builder.Draft draft) {
            this.slot = draft.slot;
            this.pointer = draft.pointer.toString();
            this.path = draft.path;
            this.names = BinaryNameMatcher.construct(List.copyOf(draft.children.keySet()));
            this.children = draft.children.values().stream().map(Node::new).toArray(Node[]::new);
            List<String> keys = List.copyOf(draft.children.keySet());
            int[] positions = java.util.stream.IntStream.range(0, keys.size())
                    .filter(i -> keys.get(i).matches("0|[1-9][0-9]{0,8}"))
                    .boxed()
                    .sorted(java.util.Comparator.comparing(i -> Integer.valueOf(keys.get(i))))
                    .mapToInt(Integer::intValue)
                    .toArray();
            this.indexes = new int[positions.length];
            this.elements = new Node[positions.length];
            for (int i = 0; i < positions.length; i++) {
                indexes[i] = Integer.parseInt(keys.get(positions[i]));
                elements[i] = children[positions[i]];
            }
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
    int size() {
        return size;
    }

    /** Collects pointers and hands out their slots. */
    static final class Builder {

        private static final class Draft {
            final int slot;
            final JsonPointer pointer;
            final String path;
            final Map<String, Draft> children = new LinkedHashMap<>();

            Draft(int slot, JsonPointer pointer, String path) {
                this.slot = slot;
                this.pointer = pointer;
                this.path = path;
            }
        }

        private final List<Draft> drafts = new ArrayList<>();

        Builder() {
            drafts.add(new Draft(0, JsonPointer.ROOT, ""));
        }

        /** The slot of that pointer's value, which the output field at {@code path} needs. */
        int slot(JsonPointer pointer, String path) {
            Draft at = drafts.get(0);
            for (String name : pointer.names()) {
                @Nullable Draft next = at.children.get(name);
                if (next == null) {
                    next = new Draft(drafts.size(), at.pointer.child(name), path);
                    drafts.add(next);
                    at.children.put(name, next);
                }
                at = next;
            }
            return at.slot;
        }

        PointerTrie build() {
            return new PointerTrie(new Node(drafts.get(0)), drafts.size());
        }
    }
}
