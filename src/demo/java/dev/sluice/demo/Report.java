package dev.sluice.demo;

import dev.sluice.contract.SourcePosition;
import dev.sluice.demo.Lake.StoredObject;
import dev.sluice.demo.Tally.Verdict;
import dev.sluice.verify.SourceFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericRecord;

/** The end of the demo: reads every object back, shows what is there, and gives the proof. */
final class Report {

    private static final int MAX_FOLDERS = 10;
    private static final int MAX_OBJECTS_A_FOLDER = 2;
    private static final SourcePosition NOWHERE = new SourcePosition(DemoTopics.INPUT, -1, -1);

    private final Screen screen;
    private final Lake lake;
    private final Tally tally;
    private final Outcomes outcomes;
    private final SourceFields sources;

    /** A listed object, read back; it has at least one record. */
    private record ReadObject(String folder, String name, long bytes, long records, GenericRecord first) {}

    /** @param sources the fields of the objects' records that say where each came from */
    Report(Screen screen, Lake lake, Tally tally, Outcomes outcomes, SourceFields sources) {
        this.screen = screen;
        this.lake = lake;
        this.tally = tally;
        this.outcomes = outcomes;
        this.sources = sources;
    }

    /** Prints it all; returns whether the proof holds. */
    boolean print() {
        List<StoredObject> stored = lake.list();
        List<ReadObject> objects = stored.stream().map(this::read).toList();
        printFolders(objects);
        printSamples(objects);
        printDeadLetters();
        Set<String> announced = outcomes.objectKeys();
        boolean announcedAsStored = announced.size() == stored.size()
                && stored.stream().map(StoredObject::key).allMatch(announced::contains);
        return printProof(tally.verdict(), announcedAsStored, stored.size());
    }

    private ReadObject read(StoredObject object) {
        List<GenericRecord> first = new ArrayList<>();
        long records = lake.read(object.key(), record -> {
            if (first.isEmpty()) {
                first.add(record);
            }
            SourcePosition source = sources.sourceOf(record, NOWHERE);
            if (source == null || source.partition() == NOWHERE.partition()) {
                tally.landedWithoutPosition();
            } else {
                tally.landed(source.partition(), source.offset());
            }
        });
        String key = object.key();
        int slash = key.lastIndexOf('/');
        return new ReadObject(key.substring(0, slash), key.substring(slash + 1), object.bytes(), records, first.get(0));
    }

    private void printFolders(List<ReadObject> all) {
        screen.heading("Objects in s3://" + Lake.BUCKET);
        if (all.isEmpty()) {
            screen.line("  none");
        }
        Map<String, List<ReadObject>> folders =
                all.stream().collect(Collectors.groupingBy(ReadObject::folder, TreeMap::new, Collectors.toList()));
        int shown = 0;
        for (Map.Entry<String, List<ReadObject>> entry : folders.entrySet()) {
            if (shown++ == MAX_FOLDERS) {
                screen.line("… and %,d more folders", folders.size() - MAX_FOLDERS);
                return;
            }
            List<ReadObject> objects = entry.getValue();
            screen.line(
                    "%-50s %,10d rec. %11s",
                    entry.getKey() + "/",
                    objects.stream().mapToLong(ReadObject::records).sum(),
                    Screen.bytes(objects.stream().mapToLong(ReadObject::bytes).sum()));
            for (ReadObject object : objects.subList(0, Math.min(objects.size(), MAX_OBJECTS_A_FOLDER))) {
                screen.line("  %-48s %,10d rec. %11s", object.name, object.records, Screen.bytes(object.bytes));
            }
            if (objects.size() > MAX_OBJECTS_A_FOLDER) {
                screen.line("  … and %,d more", objects.size() - MAX_OBJECTS_A_FOLDER);
            }
        }
    }

    /** The first record of the first, the middle and the last object. */
    private void printSamples(List<ReadObject> objects) {
        if (objects.isEmpty()) {
            return;
        }
        screen.heading("Three records, as Avro's DataFileReader has them");
        Stream<GenericRecord> samples = IntStream.of(0, objects.size() / 2, objects.size() - 1)
                .distinct()
                .mapToObj(i -> objects.get(i).first());
        samples.forEach(this::printSample);
    }

    private void printSample(GenericRecord sample) {
        List<String> fields = new ArrayList<>();
        flatten("", sample, fields);
        StringBuilder line = new StringBuilder("-");
        for (String field : fields) {
            if (line.length() + 1 + field.length() > Screen.WIDTH && line.length() > 1) {
                screen.line("%s", line);
                line = new StringBuilder(" ");
            }
            line.append(' ').append(field);
        }
        screen.line("%s", line);
    }

    private static void flatten(String prefix, GenericRecord record, List<String> into) {
        for (Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value instanceof GenericRecord nested) {
                flatten(prefix + field.name() + ".", nested, into);
            } else {
                into.add(prefix + field.name() + "=" + value);
            }
        }
    }

    private void printDeadLetters() {
        screen.heading("Dead letters by reason, in topic " + DemoTopics.DEAD_LETTERS);
        if (outcomes.deadLettersByReason().isEmpty()) {
            screen.line("  none");
        }
        outcomes.deadLettersByReason().forEach((reason, count) -> screen.line("  %-30s %,12d", reason, count));
    }

    private boolean printProof(Verdict verdict, boolean announcedAsStored, int objects) {
        screen.heading("Proof: in = landed + dead-lettered");
        screen.line("  fed             %,12d  acknowledged by the broker", verdict.fed());
        screen.line("  landed          %,12d  read back from all %,d objects", verdict.landed(), objects);
        screen.line("  dead-lettered   %,12d  read from the topic", verdict.deadLettered());
        if (verdict.byPosition()) {
            screen.line("  in no place     %,12d  by partition and offset", verdict.missing());
            screen.line("  in two places   %,12d", verdict.twice());
            screen.line("  never fed       %,12d", verdict.strange());
        } else {
            screen.line("  in no place     %,12d  by number only: the schema has no", verdict.missing());
            screen.line("%32s%s", "", "fields of the partition and the offset");
        }
        if (!announcedAsStored) {
            screen.line(
                    "  The manifest announces %,d objects, other than are there.",
                    outcomes.objectKeys().size());
        }
        boolean holds = verdict.holds() && announcedAsStored;
        screen.line(holds ? "  It holds: every record is in exactly one place." : "  IT DOES NOT HOLD.");
        return holds;
    }
}
