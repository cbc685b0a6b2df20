package dev.sluice.batch.header;

import java.util.List;

/**
 * A folder of objects below their pipeline's or topic's, {@code date=2026-11-20/hour=13}.
 *
 * @param path segments joined by slashes, without one at either end; may be empty
 * @param values the fields that it is named after, in the path's order; empty where only the event time names it
 */
public record Folder(String path, List<FolderValue> values) {

    public Folder {
        values = List.copyOf(values);
        ObjectKey.requirePath(path);
    }

    /** The same folder is most often the same object. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Folder folder && path.equals(folder.path) && values.equals(folder.values);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + values.hashCode();
    }

    /** A folder that no field names. */
    public Folder(String path) {
        this(path, List.of());
    }
}
