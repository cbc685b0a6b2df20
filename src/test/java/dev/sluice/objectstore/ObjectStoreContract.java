package dev.sluice.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What every object store must do; one test class a store. */
public abstract class ObjectStoreContract {

    protected abstract ObjectStore store();

    /** The bytes at a key, past the object store under test. */
    protected abstract byte[] read(String key);

    @Test
    void object_isThereAsItWasPut() throws Exception {
        byte[] bytes = bytes(1, 300_000);

        StoredObject object = store().putIfAbsent("lake/t/date=2026-11-20/hour=13/t-0-00ff-1.avro", content(bytes));

        assertThat(object.etag()).isNotBlank();
        assertThat(object).isEqualTo(new StoredObject(object.etag(), bytes.length, crc32c(bytes)));
        assertThat(read("lake/t/date=2026-11-20/hour=13/t-0-00ff-1.avro")).isEqualTo(bytes);
    }

    @Test
    void secondPut_isSuccessWhenTheObjectIsOurs() throws Exception {
        byte[] bytes = bytes(2, 1_000);

        StoredObject first = store().putIfAbsent("ours", content(bytes));
        StoredObject second = store().putIfAbsent("ours", content(bytes));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void foreignObject_isNeverOverwritten() throws Exception {
        byte[] foreign = bytes(3, 1_000);
        store().putIfAbsent("foreign", content(foreign));

        assertThatThrownBy(() -> store().putIfAbsent("foreign", content(bytes(4, 1_000))))
                .isInstanceOf(ForeignObjectException.class)
                .hasMessageContaining("foreign");
        assertThat(read("foreign")).isEqualTo(foreign);
    }

    @Test
    void concurrentPuts_createOneObjectAndAllSucceed() throws Exception {
        byte[] bytes = bytes(5, 100_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<StoredObject>> puts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                puts.add(() -> store().putIfAbsent("raced", content(bytes)));
            }
            List<StoredObject> objects = new ArrayList<>();
            for (Future<StoredObject> put : threads.invokeAll(puts)) {
                objects.add(put.get());
            }

            assertThat(objects).hasSize(8).containsOnly(objects.get(0));
            assertThat(read("raced")).isEqualTo(bytes);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void brokenBody_leavesNoObject() throws Exception {
        byte[] bytes = bytes(6, 100_000);
        ObjectContent broken =
                new ObjectContent(bytes.length, crc32c(bytes), "text/plain", Map.of(), () -> new InputStream() {
                    private int position;

                    @Override
                    public int read() throws IOException {
                        if (position == bytes.length / 2) {
                            throw new IOException("the disk went away");
                        }
                        return bytes[position++] & 0xff;
                    }
                });

        assertThatThrownBy(() -> store().putIfAbsent("broken", broken)).isInstanceOf(ObjectStoreException.class);
        assertThat(store().putIfAbsent("broken", content(bytes)).etag()).isNotBlank();
        assertThat(read("broken")).isEqualTo(bytes);
    }

    protected static ObjectContent content(byte[] bytes) {
        return new ObjectContent(
                bytes.length,
                crc32c(bytes),
                "text/plain",
                Map.of("sluice-records", "1"),
                () -> new ByteArrayInputStream(bytes));
    }

    private static int crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
