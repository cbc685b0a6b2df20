package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.OUT_OF_RANGE;

import dev.sluice.mapping.Sample.Miss;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.generic.GenericData;

/**
 * Bytes and fixed as they are, from Base64; and UUIDs of 16 bytes.
 *
 * @param size of a fixed, or {@link #BYTES}
 */
record BinaryType(int size, boolean isUuid) implements AnyType {

    private static final int BYTES = -1;
    private static final BinaryType UUID_FIXED = new BinaryType(16, true);

    static Arbitrary<AnyType> any() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(BYTES, 20).map(size -> new BinaryType(size, false)),
                Arbitraries.just(UUID_FIXED),
                DecimalType.any());
    }

    @Override
    public String schema(String name) {
        return size == BYTES
                ? "\"bytes\""
                : "{\"type\": \"fixed\", \"name\": \"" + name + "\", \"size\": " + size
                        + (isUuid ? ", \"logicalType\": \"uuid\"}" : "}");
    }

    @Override
    public Arbitrary<Sample> samples(String path) {
        return isUuid ? uuids(path) : bytes(path);
    }

    private Arbitrary<Sample> bytes(String path) {
        var lengths = Arbitraries.bytes().array(byte[].class);
        return Combinators.combine(size == BYTES ? lengths.ofMaxSize(20) : lengths.ofSize(size), Spelling.quotes())
                .as((bytes, quotes) -> sample(
                        quotes.apply(Base64.getEncoder().encodeToString(bytes)), bytes, path, misses(bytes, path)));
    }

    private Arbitrary<Sample> uuids(String path) {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), Spelling.quotes())
                .as((high, low, quotes) -> {
                    byte[] bytes =
                            ByteBuffer.allocate(size).putLong(high).putLong(low).array();
                    UUID uuid = new UUID(high, low);
                    return sample(quotes.apply(uuid.toString()), bytes, path, ScalarType.uuidMisses(uuid, path));
                });
    }

    private Sample sample(String json, byte[] bytes, String path, Stream<Miss> misses) {
        var all = Stream.concat(Miss.wrongKinds(kinds(), path), misses).toList();
        return new Sample(
                new Json.Scalar(json),
                schema -> size == BYTES ? ByteBuffer.wrap(bytes) : new GenericData.Fixed(schema, bytes),
                () -> all);
    }

    private Stream<Miss> misses(byte[] bytes, String path) {
        String text = Base64.getEncoder().encodeToString(bytes);
        Stream<Miss> misses = Stream.concat(
                Miss.of(INVALID_TEXT, path, Sample.SECRET, Spelling.quoted(text + "=")), Miss.loneSurrogates(path));
        if (bytes.length > 0) {
            misses = Stream.concat(
                    misses,
                    Miss.of(
                            INVALID_TEXT,
                            path,
                            Spelling.quoted("-" + text.substring(1)),
                            Spelling.quoted(text + "\n")));
        }
        if (size != BYTES) {
            String longer = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, size + 1));
            misses = Stream.concat(misses, Miss.of(OUT_OF_RANGE, path, Spelling.quoted(longer)));
        }
        return misses;
    }

    @Override
    public Set<Json.Kind> kinds() {
        return Set.of(Json.Kind.TEXT);
    }

    @Override
    public String avroName() {
        return size == BYTES ? "bytes" : "";
    }

    @Override
    public String byDefault() {
        return Spelling.quoted("\u00ff".repeat(Math.max(0, size)));
    }
}
