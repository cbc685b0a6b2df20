package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.AvroPropertiesTest.Case;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * For any record with one place broken: it is refused for that place, without telling of the record, and the next
 * record does not notice.
 */
class NearMissPropertiesTest {

    /** Shorter values may stand in a message by chance, as its own numbers and words do. */
    private static final int TELLING = 8;

    /** A valid record and the same one broken. */
    record NearMiss(Case valid, Sample.Miss broken) {

        @Override
        public String toString() {
            return valid + "\nas " + new String(valid.layout().write(broken.json()), StandardCharsets.UTF_8);
        }
    }

    @Provide
    Arbitrary<NearMiss> nearMisses() {
        return AvroPropertiesTest.cases(1, 1)
                .flatMap(valid -> Arbitraries.of(valid.samples().get(0).misses().get())
                        .map(broken -> new NearMiss(valid, broken)));
    }

    /** A string where a number is expected may hold one, but for unions. */
    private static Set<FailureReason> reasons(FailureReason reason) {
        return reason == FailureReason.WRONG_TYPE
                ? Set.of(FailureReason.WRONG_TYPE, FailureReason.INVALID_TEXT)
                : Set.of(reason);
    }

    @Provide
    Arbitrary<Case> cases() {
        return AvroPropertiesTest.cases(1, 1);
    }

    @Property
    void brokenField_isRefusedByItsReasonAndPath(@ForAll("nearMisses") NearMiss miss) throws Exception {
        MappingFixture fixture = MappingFixture.ofSchema(miss.valid().schema());
        Failure failure = refusal(
                fixture, miss.valid(), miss.valid().layout().write(miss.broken().json()));
        assertThat(failure.path()).as(failure.message()).isEqualTo(miss.broken().path());
        assertThat(failure.reason())
                .as(failure.message())
                .isIn(reasons(miss.broken().reason()));
        miss.broken()
                .json()
                .spellings()
                .map(text -> text.replace("\"", ""))
                .filter(text -> text.length() >= TELLING)
                .forEach(text -> assertThat(failure.message()).doesNotContain(text));
    }

    @Property
    void damagedDocument_isNoJson(@ForAll("cases") Case any, @ForAll("damages") Damage damage) throws Exception {
        MappingFixture fixture = MappingFixture.ofSchema(any.schema());
        byte[] document = any.layout().write(any.samples().get(0).json());
        Failure failure = refusal(fixture, any, damage.done(document));
        assertThat(failure.reason()).as(failure.message()).isEqualTo(FailureReason.MALFORMED_JSON);
        assertThat(failure.path()).isEmpty();
    }

    /** What is done to the bytes of a document, anywhere in it; those that are added stand as ISO 8859-1. */
    record Damage(Kind kind, String bytes, int anywhere) {

        enum Kind {
            TRUNCATED,
            GOES_ON,
            BROKEN_BYTE
        }

        byte[] done(byte[] document) {
            String text = new String(document, StandardCharsets.ISO_8859_1);
            int place = anywhere % (text.lastIndexOf('}') + 1);
            String damaged = switch (kind) {
                case TRUNCATED -> text.substring(0, place);
                case GOES_ON -> text + bytes;
                case BROKEN_BYTE -> text.substring(0, place) + bytes + text.substring(place);
            };
            return damaged.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @Provide
    Arbitrary<Damage> damages() {
        Arbitrary<Integer> anywhere = Arbitraries.integers().between(0, 100_000);
        Arbitrary<String> trailers =
                Arbitraries.of("}", "{}", ",", "null", "0", "\"SeCrEt4711\"", "]", "\n//", "\u0000", "\u00a0");
        // Nothing around these can make them UTF-8, or JSON.
        Arbitrary<String> broken =
                Arbitraries.of("\u00ff", "\u00c0\u0080", "\u00c1", "\u00f5", "\u0001", "\u001f", "\u00ed\u00a0\u0080");
        return Arbitraries.oneOf(
                anywhere.map(place -> new Damage(Damage.Kind.TRUNCATED, "", place)),
                trailers.map(bytes -> new Damage(Damage.Kind.GOES_ON, bytes, 0)),
                Combinators.combine(broken, anywhere)
                        .as((bytes, place) -> new Damage(Damage.Kind.BROKEN_BYTE, bytes, place)));
    }

    /** Why a document is refused, between two conversions of the valid one that give the same bytes. */
    private static Failure refusal(MappingFixture fixture, Case valid, byte[] document) throws Exception {
        byte[] json = valid.layout().write(valid.samples().get(0).json());
        byte[] expected = fixture.convertToBytes(json);
        Failure failure = fixture.refusal(document);
        assertThat(failure.message()).doesNotContain("SeCrEt", "902104");
        assertThat(fixture.convertToBytes(json)).as("the record after").isEqualTo(expected);
        return failure;
    }
}
