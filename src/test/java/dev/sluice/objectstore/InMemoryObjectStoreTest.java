package dev.sluice.objectstore;

import dev.sluice.testing.InMemoryObjectStore;

/** The tests' own object store keeps the contract that its users rely on. */
class InMemoryObjectStoreTest extends ObjectStoreContract {

    private final InMemoryObjectStore store = new InMemoryObjectStore();

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected byte[] read(String key) {
        byte[] bytes = store.objects().get(key);
        if (bytes == null) {
            throw new AssertionError("no object at " + key);
        }
        return bytes;
    }
}
