package dev.sluice.testing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** System properties for the length of a test: afterwards they are what they were. */
public final class SystemProperties implements AutoCloseable {

    private final Map<String, @Nullable String> before = new HashMap<>();

    /** Sets a property, or clears it where the value is null. */
    public SystemProperties with(String name, @Nullable String value) {
        if (!before.containsKey(name)) { // it may have had no value
            before.put(name, System.getProperty(name));
        }
        set(name, value);
        return this;
    }

    private static void set(String name, @Nullable String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    @Override
    public void close() {
        before.forEach(SystemProperties::set);
    }
}
