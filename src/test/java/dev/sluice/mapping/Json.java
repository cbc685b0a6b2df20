package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A JSON text as a tree, whose scalars and names are spelled already. */
sealed interface Json {

    Scalar NULL = new Scalar("null");

    /** The types of JSON values. */
    enum Kind {
        NULL,
        BOOLEAN,
        NUMBER,
        TEXT,
        ARRAY,
        OBJECT
    }

    Kind kind();

    /** All scalars and names, as they are spelled. */
    Stream<String> spellings();

    record Scalar(String text) implements Json {
        @Override
        public Kind kind() {
            return switch (text.charAt(0)) {
                case 'n' -> Kind.NULL;
                case 't', 'f' -> Kind.BOOLEAN;
                case '"' -> Kind.TEXT;
                default -> Kind.NUMBER;
            };
        }

        @Override
        public Stream<String> spellings() {
            return Stream.of(text);
        }
    }

    record Items(List<Json> items) implements Json {
        @Override
        public Kind kind() {
            return Kind.ARRAY;
        }

        @Override
        public Stream<String> spellings() {
            return items.stream().flatMap(Json::spellings);
        }

        Items with(int index, Json item) {
            List<Json> changed = new ArrayList<>(items);
            changed.set(index, item);
            return new Items(changed);
        }
    }

    /** A member of an object; its name has its quotes and escapes. */
    record Member(String name, Json value) {}

    /** @param open whether it is a record's, so that members of other names do not matter */
    record Members(List<Member> members, boolean open) implements Json {
        @Override
        public Kind kind() {
            return Kind.OBJECT;
        }

        @Override
        public Stream<String> spellings() {
            return members.stream()
                    .flatMap(member -> Stream.concat(
                            Stream.of(member.name()), member.value().spellings()));
        }

        Members with(int index, Json value) {
            List<Member> changed = new ArrayList<>(members);
            changed.set(index, new Member(members.get(index).name(), value));
            return new Members(changed, open);
        }

        Members with(Member last) {
            List<Member> changed = new ArrayList<>(members);
            changed.add(last);
            return new Members(changed, open);
        }

        Members without(List<Member> gone) {
            return new Members(
                    members.stream().filter(member -> !gone.contains(member)).toList(), open);
        }
    }
}
