package dev.sluice.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How often S3 has accepted a PUT of each key, and which keys were somebody else's first. */
public final class PutLog {

    private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
    private final Set<String> foreign = ConcurrentHashMap.newKeySet();

    void accepted(String key) {
        accepted.merge(key, 1, Integer::sum);
    }

    int objects() {
        return accepted.size();
    }

    boolean isAccepted(String key) {
        return accepted.containsKey(key);
    }

    /** True the first time that the key is named. */
    boolean occupy(String key) {
        return foreign.add(key);
    }

    Set<String> foreign() {
        return foreign;
    }

    /** One line for each object that was written over. */
    List<String> problems() {
        return accepted.entrySet().stream()
                .filter(put -> put.getValue() > 1 || foreign.contains(put.getKey()))
                .map(put -> "written over: " + put.getKey() + ", PUT accepted " + put.getValue() + " times"
                        + (foreign.contains(put.getKey()) ? ", after a foreign object" : ""))
                .toList();
    }
}
