package dev.sluice.testing;

import dev.sluice.objectstore.ForeignObjectException;
import dev.sluice.objectstore.ObjectContent;
import dev.sluice.objectstore.ObjectStore;
import dev.sluice.objectstore.ObjectStoreException;
import dev.sluice.objectstore.ObjectStoreException.Category;
import dev.sluice.objectstore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.CRC32C;

/** A bucket in memory, which can be out of order. */
public final class InMemoryObjectStore implements ObjectStore {

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private volatile boolean available = true;

    @Override
    public StoredObject putIfAbsent(String key, ObjectContent content)
            throws ForeignObjectException, ObjectStoreException {
        if (!available) {
            throw new ObjectStoreException(Category.UNAVAILABLE, "PUT " + key + ": out of order", null);
        }
        byte[] bytes;
        try (InputStream in = content.source().open()) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new ObjectStoreException(Category.UNAVAILABLE, "PUT " + key + ": broken body", e);
        }
        if (bytes.length != content.length() || crc32c(bytes) != content.crc32c()) {
            throw new ObjectStoreException(
                    Category.REFUSED, "PUT " + key + ": the body is not what was announced", null);
        }
        byte[] there = objects.putIfAbsent(key, bytes);
        if (there != null && crc32c(there) != content.crc32c()) {
            throw new ForeignObjectException(key);
        }
        String etag = "\"" + HexFormat.of().toHexDigits(content.crc32c()) + "\"";
        return new StoredObject(etag, bytes.length, content.crc32c());
    }

    private static int crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Puts an object behind the service's back. */
    public void putForeign(String key, byte[] bytes) {
        objects.put(key, bytes);
    }

    public void setAvailable(boolean available) {
        this.available = available;
    }

    /** Everything in the bucket, by key. */
    public Map<String, byte[]> objects() {
        return new TreeMap<>(objects);
    }

    @Override
    public void close() {}
}
