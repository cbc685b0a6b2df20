package dev.sluice.batch.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {

    @Property
    void parse_readsWhatToStringWrote(@ForAll("keys") ObjectKey key) {
        assertThat(ObjectKey.parse(key.toString())).isEqualTo(key);
    }

    @Provide
    Arbitrary<ObjectKey> keys() {
        Arbitrary<String> segments = Arbitraries.strings()
                .withChars("a.-=é7")
                .ofMinLength(1)
                .ofMaxLength(7)
                .filter(text -> !text.matches("\\.+"));
        Arbitrary<String> paths = segments.list().ofMaxSize(4).map(list -> String.join("/", list));
        Arbitrary<String> topics =
                Arbitraries.strings().withChars("aZ.-_0").ofMinLength(1).ofMaxLength(9);
        Arbitrary<String> incarnations =
                Arbitraries.strings().withChars("0af").ofMinLength(1).ofMaxLength(16);
        return Combinators.combine(
                        paths,
                        topics,
                        Arbitraries.integers().greaterOrEqual(0),
                        incarnations,
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.of("avro", "parquet"))
                .as(ObjectKey::new);
    }

    @Test
    void key_isTheFoldersAndTheFileName() {
        assertThat(new ObjectKey("lake/payments/date=2026-11-20", "payments", 3, "00ff", 7, "avro"))
                .hasToString("lake/payments/date=2026-11-20/payments-3-00ff-7.avro");
        assertThat(new ObjectKey("", "payments", 3, "00ff", 7, "avro")).hasToString("payments-3-00ff-7.avro");
    }

    @Test
    void otherIncarnation_changesNothingElse() {
        assertThat(ObjectKey.parse("a/t-3-00ff-7.avro").withIncarnation("01")).hasToString("a/t-3-01-7.avro");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t.avro",
                "t-3-00ff-7",
                "t-03-00ff-7.avro",
                "t-3-00FF-7.avro",
                "t-3-00ff-7.avro/",
                "/t-3-00ff-7.avro",
                "a//t-3-00ff-7.avro",
                "a/../t-3-00ff-7.avro",
                "t-9999999999-00ff-7.avro",
                "t-3-00ff-9999999999999999999.avro"
            })
    void parse_refusesAnyOtherKey(String key) {
        assertThatThrownBy(() -> ObjectKey.parse(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a/", "a//b", "./a", "a/..", " ", "a\nb"})
    void path_isRefusedWhenS3OrAFileSystemWouldChangeIt(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey(path, "t", 3, "00ff", 7, "avro"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Folder(path));
    }

    @Test
    void key_isRefusedWhenItIsLongerThanS3Takes() {
        int fileName = "/t-3-00ff-7.avro".length();
        String longest = "é".repeat((ObjectKey.MAX_BYTES - fileName) / 2);

        assertThat(ObjectKey.utf8Bytes(new ObjectKey(longest, "t", 3, "00ff", 7, "avro").toString()))
                .isEqualTo(ObjectKey.MAX_BYTES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectKey(longest + "a", "t", 3, "00ff", 7, "avro"))
                .withMessageContainingAll("1025 bytes", "S3 takes 1024", "shorten");
    }

    @Test
    void part_isRefusedWhenItIsNoneOfAFileName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey("", "t/u", 3, "00ff", 7, "avro"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey("", "", 3, "00ff", 7, "avro"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey("", "t", -1, "00ff", 7, "avro"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey("", "t", 3, "0g", 7, "avro"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey("", "t", 3, "00ff", -7, "avro"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey("", "t", 3, "00ff", 7, ".avro"));
    }
}
