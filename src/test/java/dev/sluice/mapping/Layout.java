package dev.sluice.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * How a JSON text is laid out.
 *
 * @param spaces what stands between tokens, over and over again
 * @param extras the members that nobody reads, one entry for each record's object, over and over again
 */
record Layout(List<String> spaces, List<List<Extra>> extras) {

    static final Layout PLAIN = new Layout(List.of(), List.of());

    /** A member and where to put it. */
    record Extra(int position, Json.Member member) {}

    /** Any layout; none of its extras has the name of a field ({@code f0}) or an alias ({@code a0}). */
    static Arbitrary<Layout> any() {
        Arbitrary<Json.Member> members =
                Combinators.combine(Spelling.unknownNames(), anyJson(2)).as(Json.Member::new);
        Arbitrary<Extra> extras = Combinators.combine(Arbitraries.integers().between(0, 10), members)
                .as(Extra::new);
        return Combinators.combine(spacing(), extras.list().ofMaxSize(3).list().ofMaxSize(3))
                .as(Layout::new);
    }

    private static Arbitrary<List<String>> spacing() {
        return Arbitraries.of("", " ", "\n", "\t", "\r\n", " \n  ").list().ofMaxSize(5);
    }

    /** Any JSON of at most so many levels, lone surrogates and keys that come twice included. */
    static Arbitrary<Json> anyJson(int depth) {
        Arbitrary<Json> scalars = Arbitraries.oneOf(Spelling.literals(), Spelling.anyNumbers(), Spelling.anyTexts())
                .map(Json.Scalar::new);
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<Json> deeper = anyJson(depth - 1);
        Arbitrary<Json.Member> members =
                Combinators.combine(Spelling.anyTexts(), deeper).as(Json.Member::new);
        return Arbitraries.oneOf(
                scalars,
                deeper.list().ofMaxSize(3).map(Json.Items::new),
                members.list().ofMaxSize(3).map(list -> new Json.Members(list, false)));
    }

    byte[] write(Json json) {
        Writer writer = new Writer();
        writer.write(json);
        return writer.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private final class Writer {
        private final StringBuilder text = new StringBuilder();
        private int tokens;
        private int objects;

        void write(Json json) {
            if (json instanceof Json.Scalar scalar) {
                token(scalar.text());
            } else if (json instanceof Json.Items array) {
                token("[");
                for (int i = 0; i < array.items().size(); i++) {
                    comma(i);
                    write(array.items().get(i));
                }
                token("]");
            } else if (json instanceof Json.Members object) {
                token("{");
                List<Json.Member> members = withExtras(object);
                for (int i = 0; i < members.size(); i++) {
                    comma(i);
                    token(members.get(i).name());
                    token(":");
                    write(members.get(i).value());
                }
                token("}");
            }
        }

        private void comma(int index) {
            if (index > 0) {
                token(",");
            }
        }

        private void token(String token) {
            text.append(token).append(spaces.isEmpty() ? "" : spaces.get(tokens++ % spaces.size()));
        }

        private List<Json.Member> withExtras(Json.Members object) {
            if (!object.open() || extras.isEmpty()) {
                return object.members();
            }
            List<Json.Member> members = new ArrayList<>(object.members());
            for (Extra extra : extras.get(objects++ % extras.size())) {
                members.add(extra.position() % (members.size() + 1), extra.member());
            }
            return members;
        }
    }
}
