package dev.sluice.verify;

import dev.sluice.verify.Problem.Kind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The places that hold doubled offsets. They are collected in a second reading, to remember only what is doubled. */
final class DuplicateLocations {

    private static final int MAX_PLACES = 8;

    private final Map<TopicPartition, TreeMap<Long, Doubled>> doubled = new LinkedHashMap<>();

    /** Offsets that are in the same two places or more. */
    private static final class Doubled {
        private final long first;
        private long last;

        /** How many of {@link #first} to {@link #last} are doubled. */
        private long offsets;

        private final Set<String> places = new LinkedHashSet<>();
        private long morePlaces;

        private Doubled(long first, long last) {
            this.first = first;
            this.last = last;
            offsets = last - first + 1;
        }

        private void in(String place) {
            if (places.size() < MAX_PLACES) {
                places.add(place);
            } else if (!places.contains(place)) {
                morePlaces++;
            }
        }

        /** Takes up a later range in the same places. */
        private void join(Doubled later) {
            last = later.last;
            offsets += later.offsets;
            morePlaces = Math.max(morePlaces, later.morePlaces);
        }

        private String text() {
            String range = offsets == 1 ? "offset " + first : offsets + " offsets of " + first + " to " + last;
            return range + ": in " + String.join(" and in ", places)
                    + (morePlaces > 0 ? " and in " + morePlaces + " more" : "");
        }
    }

    DuplicateLocations(Iterable<PartitionAccount> accounts) {
        for (PartitionAccount account : accounts) {
            if (!account.doubled().isEmpty()) {
                TreeMap<Long, Doubled> ranges = new TreeMap<>();
                account.doubled().forEach((first, last) -> {
                    if (ranges.size() < Problems.KEPT_OF_A_KIND) {
                        ranges.put(first, new Doubled(first, last));
                    }
                });
                doubled.put(account.partition(), ranges);
            }
        }
    }

    boolean isEmpty() {
        return doubled.isEmpty();
    }

    void found(TopicPartition partition, long first, long last, String place) {
        TreeMap<Long, Doubled> ranges = doubled.get(partition);
        if (ranges == null) {
            return;
        }
        Long from = ranges.floorKey(first);
        for (Doubled range : ranges.tailMap(from == null ? first : from).values()) {
            if (range.first > last) {
                return;
            }
            if (range.last >= first) {
                range.in(place);
            }
        }
    }

    /** Adds a problem for each range of doubled offsets. */
    void report(Problems problems) {
        doubled.keySet()
                .forEach(partition -> of(partition)
                        .forEach(range -> problems.add(
                                Kind.DOUBLED,
                                partition + " " + range.text(),
                                "topic",
                                partition.topic(),
                                "partition",
                                partition.partition(),
                                "first",
                                range.first,
                                "last",
                                range.last,
                                "offsets",
                                range.offsets,
                                "places",
                                List.copyOf(range.places))));
    }

    /** What is doubled in a partition, by its places. */
    private Collection<Doubled> of(TopicPartition partition) {
        Map<Set<String>, Doubled> byPlaces = new LinkedHashMap<>();
        for (Doubled range : doubled.getOrDefault(partition, new TreeMap<>()).values()) {
            Doubled before = byPlaces.putIfAbsent(range.places, range);
            if (before != null) {
                before.join(range);
            }
        }
        return byPlaces.values();
    }
}
