package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A bucket in which an object is created once and never changed; it knows which are foreign. */
final class Bucket {

    private final Map<String, byte[]> objects = new HashMap<>();
    private final Set<String> foreign = new HashSet<>();

    /** What was ever to be put under a key, whether it was free or not. */
    private final Map<String, byte[]> offered = new HashMap<>();

    /** False when a foreign object has the key. Any two uploads of a key must be of the same bytes. */
    boolean putIfAbsent(String key, byte[] bytes) {
        byte[] before = offered.putIfAbsent(key, bytes);
        assertThat(bytes).as("the bytes of any two uploads of %s", key).isEqualTo(before == null ? bytes : before);
        if (foreign.contains(key)) {
            return false;
        }
        objects.putIfAbsent(key, bytes);
        return true;
    }

    void putForeign(String key) {
        if (!objects.containsKey(key)) {
            foreign.add(key);
        }
    }

    byte[] object(String key) {
        return objects.getOrDefault(key, new byte[0]);
    }
}
