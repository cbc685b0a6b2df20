package dev.sluice.cli.schema;

import dev.sluice.mapping.plan.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A line of a file as a Kafka record of topic {@code sample}, partition 0, without key and headers. */
record SampleRecord(long offset, long timestamp, byte[] value) implements SourceRecord {

    @Override
    public String topic() {
        return "sample";
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public byte @Nullable [] key() {
        return null;
    }

    @Override
    public byte @Nullable [] header(String name) {
        return null;
    }
}
