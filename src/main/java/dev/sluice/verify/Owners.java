package dev.sluice.verify;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The places of doubled offsets: collected in a second reading, so that nothing but what is doubled need be remembered. */
final class Owners {

    private static final int MAX_PLACES = 8;

    private final Map<TopicPartition, TreeMap<Long, Doubled>> doubled = new HashMap<>();

    /** A range of offsets that are in two places or more. */
    static final class Doubled {
        final long first;
        final long last;
        private final Set<String> places = new LinkedHashSet<>();
        private long morePlaces;

        Doubled(long first, long last) {
            this.first = first;
            this.last = last;
        }

        private void in(String place) {
            if (places.size() < MAX_PLACES) {
                places.add(place);
            } else if (!places.contains(place)) {
                morePlaces++;
            }
        }

        Set<String> places() {
            return places;
        }

        String text() {
            return String.join(" and in ", places) + (morePlaces > 0 ? " and in " + morePlaces + " more" : "");
        }
    }

    Owners(Iterable<PartitionAccount> accounts) {
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

    Iterable<Doubled> of(TopicPartition partition) {
        return doubled.getOrDefault(partition, new TreeMap<>()).values();
    }
}
