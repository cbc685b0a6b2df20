package dev.sluice.mapping.source;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.plan.Scratch;
import dev.sluice.mapping.plan.SourceRecord;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.AvroTypes;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.schema.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code "metadata"}: what Kafka and the clock know of the record. */
record MetadataValue(Metadata metadata) implements SourceSpec {

    static final EtlPart<SourceSpec> KIND = new EtlPart<>(List.of("metadata"), MetadataValue::read);

    private static Optional<MetadataValue> read(EtlWords words) {
        return Optional.ofNullable(words.choice("metadata", List.of(Metadata.values()), Metadata::word))
                .map(MetadataValue::new);
    }

    @Override
    public String describe(String start) {
        return "metadata " + metadata.word();
    }

    @Override
    public boolean isAlwaysPresent() {
        return metadata != Metadata.KEY;
    }

    @Override
    public @Nullable EpochUnit impliedUnit() {
        return switch (metadata) {
            case TIMESTAMP, INGESTION_TIME -> EpochUnit.MILLIS;
            case TOPIC, PARTITION, OFFSET, KEY, ROW -> null;
        };
    }

    @Override
    public boolean isRaw() {
        return metadata == Metadata.KEY;
    }

    @Override
    public void checkFit(TargetField field) {
        if (field.hasUnit()) {
            field.problem("etl's \"unit\" does not go with metadata, whose times are milliseconds");
        }
        boolean fits = switch (metadata) {
            case TOPIC, KEY -> field.writer().takes(Value.STRING);
            case PARTITION, ROW -> field.isInteger();
            case OFFSET -> field.isLong();
            case TIMESTAMP, INGESTION_TIME -> field.isLong() || AvroTypes.isTimestamp(field.type());
        };
        field.require(fits);
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        return new Reading(metadata, scope.scratch().add(context -> new TopicText()));
    }

    /** The topic's name in UTF-8, encoded when it changes. */
    private static final class TopicText {
        private String name = "";
        private byte[] utf8 = {};

        byte[] of(String topic) {
            if (!topic.equals(name)) {
                name = topic;
                utf8 = topic.getBytes(StandardCharsets.UTF_8);
            }
            return utf8;
        }
    }

    private record Reading(Metadata metadata, Scratch<TopicText> topic) implements ValueSource {

        @Override
        public void read(ConversionContext context, Value into) {
            SourceRecord source = context.source();
            switch (metadata) {
                case TOPIC -> {
                    byte[] utf8 = context.scratch(topic).of(source.topic());
                    into.set(Value.STRING, utf8, 0, utf8.length);
                }
                case KEY -> into.setText(source.key());
                case PARTITION -> number(source.partition(), context, into);
                case OFFSET -> number(source.offset(), context, into);
                case TIMESTAMP -> number(source.timestamp(), context, into);
                case INGESTION_TIME -> number(context.ingestionTimeMillis(), context, into);
                case ROW -> number(context.row(), context, into);
            }
        }

        private static void number(long number, ConversionContext context, Value into) {
            context.decimal().set(number, 0);
            into.setNothing(Value.COMPUTED);
        }

        @Override
        public String toString() {
            return "metadata " + metadata.word();
        }
    }
}
