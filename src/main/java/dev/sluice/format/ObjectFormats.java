package dev.sluice.format;

import java.util.List;

/** The formats that there are, by name. */
public final class ObjectFormats {

    public static final ObjectFormat AVRO = new AvroFormat();

    private static final List<ObjectFormat> ALL = List.of(AVRO);

    private ObjectFormats() {}

    /**
     * The format of that name.
     *
     * @throws IllegalArgumentException if this version of Sluice has none
     */
    public static ObjectFormat named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this version of Sluice has no object format " + name
                        + ", only " + ALL.stream().map(ObjectFormat::name).toList()
                        + ": run a version that has it"));
    }
}
