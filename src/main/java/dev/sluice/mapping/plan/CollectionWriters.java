package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.ItemReader;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import java.util.HashSet;
import java.util.Set;

/** The writers of arrays and maps: one block of all items (Avro 1.12 specification, "Arrays" and "Maps"). */
public final class CollectionWriters {

    private CollectionWriters() {}

    private abstract static class CollectionWriter extends ValueWriter {
        private final ValueWriter items;
        private final Scratch<ItemReader> reader;

        CollectionWriter(String path, String expected, byte kind, ValueWriter items, ScratchSpace scratch) {
            super(path, expected, Value.bit(kind));
            this.items = items;
            this.reader = scratch.add(context -> new ItemReader(context.limits()));
        }

        final ItemReader open(Value collection, ConversionContext context) throws RecordRefusedException {
            ItemReader opened = context.scratch(reader);
            opened.begin(collection);
            return opened;
        }

        final void writeItem(ItemReader reader, ConversionContext context) throws RecordRefusedException {
            try {
                items.write(reader.readItem(), context);
                context.requireRoom(path());
            } catch (RecordRefusedException e) {
                throw e.inItem(path(), reader.count() - 1);
            }
        }
    }

    public static final class ArrayWriter extends CollectionWriter {
        public ArrayWriter(String path, ValueWriter items, ScratchSpace scratch) {
            super(path, "an array", Value.ARRAY, items, scratch);
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            ItemReader reader = open(value, context);
            int block = context.out().beginBlock();
            while (reader.hasNext()) {
                writeItem(reader, context);
            }
            context.out().endBlock(block, reader.count());
        }
    }

    /** Keys are the names of a JSON object, each once, in the order in which they come. */
    public static final class MapWriter extends CollectionWriter {
        public MapWriter(String path, ValueWriter values, ScratchSpace scratch) {
            super(path, "an object", Value.OBJECT, values, scratch);
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            ItemReader reader = open(value, context);
            EncodedRecord out = context.out();
            int block = out.beginBlock();
            Set<LookupKey> keys = new HashSet<>();
            while (reader.hasNext()) {
                Value key = reader.readName();
                if (key.kind() != Value.STRING) {
                    throw refusedKey(FailureReason.INVALID_TEXT, "a key that is no Unicode text; send Unicode", reader);
                }
                if (!keys.add(LookupKey.of(key.bytes(), key.offset(), key.length()))) {
                    throw refusedKey(FailureReason.DUPLICATE_KEY, "one key twice; send each key once", reader);
                }
                out.writeBytes(key.bytes(), key.offset(), key.length());
                writeItem(reader, context);
            }
            out.endBlock(block, reader.count());
        }

        private RecordRefusedException refusedKey(FailureReason reason, String what, ItemReader reader) {
            return new RecordRefusedException(reason, path(), path() + " holds " + what).inItem(path(), reader.count());
        }
    }
}
