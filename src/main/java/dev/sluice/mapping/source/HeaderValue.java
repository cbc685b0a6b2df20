package dev.sluice.mapping.source;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import java.util.List;
import java.util.Optional;

/** {@code "header"}: the last Kafka header of a name, as text. */
record HeaderValue(String name) implements SourceSpec, ValueSource {

    static final EtlPart<SourceSpec> KIND = new EtlPart<>(List.of("header"), HeaderValue::read);

    private static Optional<HeaderValue> read(EtlWords words) {
        return Optional.ofNullable(words.text("header", "a header's name")).map(HeaderValue::new);
    }

    @Override
    public String describe(String start) {
        return "header " + name;
    }

    @Override
    public boolean isRaw() {
        return true;
    }

    @Override
    public void checkFit(TargetField field) {
        field.require(field.writer().takes(Value.STRING));
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        return this;
    }

    @Override
    public void read(ConversionContext context, Value into) {
        into.setText(context.source().header(name));
    }

    @Override
    public String toString() {
        return describe("");
    }
}
