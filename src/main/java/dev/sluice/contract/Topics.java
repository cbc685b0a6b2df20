package dev.sluice.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of every topic the service reads or writes.
 *
 * @param inputs where transactions come from
 * @param retries where records wait for their next attempt
 * @param deadLetters where records end that can never be converted
 * @param replays where it is marked which dead letters were replayed; the service itself does not use it
 * @param manifest where each landed object is announced
 * @param lookups lookup table name to its compacted topic
 */
public record Topics(
        List<String> inputs,
        String retries,
        String deadLetters,
        String replays,
        String manifest,
        Map<String, String> lookups) {

    public Topics {
        inputs = List.copyOf(inputs);
        lookups = Map.copyOf(lookups);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("there is no input topic");
        }
        Set<String> seen = new HashSet<>();
        for (List<String> group : List.of(inputs, List.of(retries, deadLetters, replays, manifest))) {
            for (String topic : group) {
                if (!seen.add(topic)) {
                    throw new IllegalArgumentException("topic " + topic + " has two uses; each topic has one");
                }
            }
        }
        for (String topic : lookups.values()) {
            if (!seen.add(topic)) {
                throw new IllegalArgumentException("topic " + topic + " has two uses; each topic has one");
            }
        }
    }
}
