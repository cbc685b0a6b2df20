package dev.sluice.mapping.json;

/** Passes the elements of one JSON array, or the members of one object, in order. For one thread at a time. */
public final class ItemReader {

    private static final int SLOT = 0;

    private final JsonScanner scanner;
    private final Slots slots = new Slots(1);
    private final Value value = new Value();

    private byte[] json = {};
    private boolean opened;
    private int count;

    public ItemReader(JsonLimits limits) {
        this.scanner = new JsonScanner("the value", limits);
    }

    /** Starts on an array or object of a document that has been read. */
    public void begin(Value collection) throws RecordRefusedException {
        json = collection.bytes();
        scanner.begin(json, collection.offset(), collection.end());
        scanner.peek();
        opened = false;
        count = 0;
    }

    /** Goes to the next item; returns whether there is one. */
    public boolean hasNext() throws RecordRefusedException {
        boolean another = opened ? scanner.next() : scanner.open();
        opened = true;
        return another;
    }

    /** The number of items that were read. */
    public int count() {
        return count;
    }

    /** The name of an object's item, which comes before the item itself; valid until the next call. */
    public Value readName() throws RecordRefusedException {
        slots.begin(json);
        scanner.passName();
        slots.putText(SLOT, scanner);
        slots.read(SLOT, value);
        return value;
    }

    /** The item; valid until the next call. */
    public Value readItem() throws RecordRefusedException {
        slots.begin(json);
        slots.putNext(SLOT, scanner.peek(), scanner);
        slots.read(SLOT, value);
        count++;
        return value;
    }
}
