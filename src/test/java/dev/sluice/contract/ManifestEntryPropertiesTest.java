package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.FolderValue;
import dev.sluice.batch.header.FolderValue.Type;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.TimeRange;
import dev.sluice.contract.LandedObject.Life;
import dev.sluice.contract.LandedObject.ObjectFile;
import dev.sluice.contract.LandedObject.Rows;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a manifest entry holds comes back whole, whatever it is. */
class ManifestEntryPropertiesTest {

    @Property
    void object_comesBackAsItWasWritten(@ForAll("objects") LandedObject object) {
        assertThat(ManifestEntry.decode(object.encode())).isEqualTo(object);
    }

    @Property
    void gap_comesBackAsItWasWritten(@ForAll("gaps") Gap gap) {
        assertThat(ManifestEntry.decode(gap.encode())).isEqualTo(gap);
    }

    @Provide
    Arbitrary<Gap> gaps() {
        Arbitrary<Long> offsets = Arbitraries.longs().between(0, Long.MAX_VALUE / 2);
        return Combinators.combine(texts(), texts().injectNull(0.3), partitions(), offsets, offsets, times(), labels())
                .as((topic, id, partition, first, more, at, reason) ->
                        new Gap(topic, id, partition, first, first + more, at, reason));
    }

    @Provide
    Arbitrary<LandedObject> objects() {
        return Combinators.combine(
                        origins(),
                        files(),
                        rows(),
                        sorted(partitions(), offsets()),
                        sorted(texts(), sorted(partitions(), counts())).map(LookupOffsets::new),
                        Combinators.combine(times(), times(), labels()).as(Life::new))
                .as(LandedObject::new);
    }

    private static Arbitrary<Origin> origins() {
        Arbitrary<String> pipelines =
                Arbitraries.strings().withChars("abc-019").ofMinLength(1).ofMaxLength(63);
        Arbitrary<String> segments =
                Arbitraries.strings().withChars("a=Zé%_1").ofMinLength(1).ofMaxLength(9);
        Arbitrary<String> paths = segments.list().ofMaxSize(3).map(list -> String.join("/", list));
        Arbitrary<Folder> folders =
                Combinators.combine(paths, folderValues().list().ofMaxSize(3)).as(Folder::new);
        return Combinators.combine(pipelines, texts(), texts().injectNull(0.3), folders)
                .as(Origin::new);
    }

    private static Arbitrary<FolderValue> folderValues() {
        return Arbitraries.of(Type.values())
                .flatMap(type -> Combinators.combine(texts(), values(type).injectNull(0.2))
                        .as((name, value) -> new FolderValue(name, type, value)));
    }

    private static Arbitrary<String> values(Type type) {
        return switch (type) {
            case STRING -> Arbitraries.strings().ofMaxLength(9);
            case INT -> Arbitraries.integers().map(Object::toString);
            case LONG -> Arbitraries.longs().map(Object::toString);
            case BOOLEAN -> Arbitraries.of("true", "false");
            case DATE ->
                Arbitraries.longs()
                        .between(-1_000_000, 1_000_000)
                        .map(day -> LocalDate.ofEpochDay(day).toString());
            case UUID ->
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((high, low) -> new UUID(high, low).toString());
        };
    }

    private static Arbitrary<ObjectFile> files() {
        return Combinators.combine(texts(), texts(), texts(), texts(), Arbitraries.integers(), counts(), texts())
                .as(ObjectFile::new);
    }

    private static Arbitrary<Rows> rows() {
        return Combinators.combine(counts(), counts(), times(), times())
                .as((records, rows, min, max) -> new Rows(records, rows, new TimeRange(min, max)));
    }

    private static Arbitrary<OffsetRanges> offsets() {
        return Arbitraries.longs()
                .between(0, 1_000_000_000_000L)
                .list()
                .ofMaxSize(9)
                .map(list -> {
                    OffsetRanges ranges = new OffsetRanges();
                    list.forEach(offset -> ranges.add(offset, offset + offset % 3));
                    return ranges.normalized();
                });
    }

    private static <K extends Comparable<K>, V> Arbitrary<SortedMap<K, V>> sorted(
            Arbitrary<K> keys, Arbitrary<V> values) {
        return Arbitraries.maps(keys, values).ofMaxSize(4).map(TreeMap::new);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange(' ', '\u07ff').ofMinLength(1).ofMaxLength(12);
    }

    private static Arbitrary<String> labels() {
        return Arbitraries.strings().withChars("abc_9").ofMaxLength(9).map(rest -> "a" + rest);
    }

    private static Arbitrary<Integer> partitions() {
        return Arbitraries.integers().greaterOrEqual(0);
    }

    private static Arbitrary<Long> counts() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    private static Arbitrary<Long> times() {
        return Arbitraries.longs();
    }
}
