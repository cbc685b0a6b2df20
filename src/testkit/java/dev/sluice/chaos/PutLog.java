package dev.sluice.chaos;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** How often S3 has accepted a PUT of each key, and which keys were somebody else's first. */
public final class PutLog {

    private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
    private final Set<String> foreign = new HashSet<>();

    void accepted(String key) {
        accepted.merge(key, 1, Integer::sum);
    }

    int objects() {
        return accepted.size();
    }

    boolean isAccepted(String key) {
        return accepted.containsKey(key);
    }

    /**
     * Has somebody else put an object at a key, once, unless ours is there. Another upload of that key waits for it, as
     * do those who ask which keys are foreign.
     */
    synchronized void occupy(String key, Consumer<String> occupant) {
        if (!isAccepted(key) && foreign.add(key)) {
            occupant.accept(key);
        }
    }

    synchronized Set<String> foreign() {
        return Set.copyOf(foreign);
    }

    /** One line for each object that was written over. */
    synchronized List<String> problems() {
        return accepted.entrySet().stream()
                .filter(put -> put.getValue() > 1 || foreign.contains(put.getKey()))
                .map(put -> "written over: " + put.getKey() + ", PUT accepted " + put.getValue() + " times"
                        + (foreign.contains(put.getKey()) ? ", after a foreign object" : ""))
                .toList();
    }
}
