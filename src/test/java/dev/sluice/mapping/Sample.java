package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * One value of a type.
 *
 * @param json as the converter gets it
 * @param avro as Avro's writer gets it, of the type's schema
 * @param misses the same JSON with one place broken
 */
record Sample(Json json, Function<Schema, Object> avro, Supplier<List<Miss>> misses) {

    /** What no message may show. */
    static final String SECRET = "\"SeCrEt4711\"";

    static final String SECRET_NUMBER = "9021047118";

    /**
     * JSON that must be refused.
     *
     * @param path of the field that cannot be written
     */
    record Miss(Json json, FailureReason reason, String path) {

        /** Scalars for a field, each for the same reason. */
        static Stream<Miss> of(FailureReason reason, String path, String... scalars) {
            return Stream.of(scalars).map(text -> new Miss(new Json.Scalar(text), reason, path));
        }

        /** Texts with half a character in them. */
        static Stream<Miss> loneSurrogates(String path) {
            return of(FailureReason.INVALID_TEXT, path, "\"SeCrEt4711\\ud800\"", "\"\\uDC00SeCrEt4711\"");
        }

        /** A value of each kind that a field does not take; not null, which can mean that there is none. */
        static Stream<Miss> wrongKinds(Set<Json.Kind> taken, String path) {
            Json text = new Json.Scalar(SECRET);
            Json number = new Json.Scalar(SECRET_NUMBER);
            return Stream.of(
                            new Json.Scalar("true"),
                            text,
                            number,
                            new Json.Items(List.of(text)),
                            new Json.Members(List.of(new Json.Member(SECRET, number)), false))
                    .filter(json -> !taken.contains(json.kind()))
                    .map(json -> new Miss(json, FailureReason.WRONG_TYPE, path));
        }

        Miss within(UnaryOperator<Json> around) {
            return new Miss(around.apply(json), reason, path);
        }
    }

    /** A scalar; Avro takes it as it is. */
    static Sample ofScalar(String text, Object avro, Supplier<Stream<Miss>> misses) {
        return new Sample(
                new Json.Scalar(text), schema -> avro, () -> misses.get().toList());
    }
}
