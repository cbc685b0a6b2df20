package dev.sluice.simulation;

import dev.sluice.batch.BlockStore;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.SourceOffsets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;

/** What objects hold: their bytes in a block store, their records, and the offsets that are said of them. */
final class Objects {

    private Objects() {}

    static byte[] bytes(BlockStore store, BatchHeader batch) {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        for (int index = 0; index < batch.content().blocks().chunks(); index++) {
            object.writeBytes(store.chunk(batch.sequence(), index));
        }
        return object.toByteArray();
    }

    /** The offsets that the records of an object have as their text, in their order. */
    static List<Long> records(byte[] object) {
        List<Long> records = new ArrayList<>();
        try (DataFileReader<Object> reader =
                new DataFileReader<>(new SeekableByteArrayInput(object), new GenericDatumReader<>())) {
            reader.forEach(record -> records.add(Long.valueOf(record.toString().strip())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    static List<Long> offsets(SourceOffsets sources) {
        List<Long> offsets = new ArrayList<>();
        sources.byPartition().values().forEach(ranges -> {
            for (int range = 0; range < ranges.size(); range++) {
                for (long offset = ranges.first(range); offset <= ranges.last(range); offset++) {
                    offsets.add(offset);
                }
            }
        });
        return offsets;
    }
}
