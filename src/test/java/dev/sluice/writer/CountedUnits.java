package dev.sluice.writer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Positions as a feed has them: how many records of each unit have been written. */
final class CountedUnits implements Positions {

    final Map<String, Long> counts = new TreeMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    void count(String unit) {
        counts.merge(unit, 1L, Long::sum);
        changed.add(unit);
    }

    @Override
    public void restore(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || value == null) {
            throw new IllegalArgumentException("a count has a key and a value");
        }
        counts.put(new String(key, StandardCharsets.UTF_8), Long.valueOf(new String(value, StandardCharsets.UTF_8)));
    }

    @Override
    public List<Position> takeChanges() {
        List<Position> positions = new ArrayList<>();
        changed.forEach(unit -> positions.add(new Position(
                unit.getBytes(StandardCharsets.UTF_8),
                Long.toString(counts.get(unit)).getBytes(StandardCharsets.UTF_8))));
        changed.clear();
        return positions;
    }
}
