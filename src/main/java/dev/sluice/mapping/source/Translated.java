package dev.sluice.mapping.source;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.ValueSource;
import java.util.Optional;

/** A source whose values stand for others. */
public record Translated(SourceSpec source, Translation translation) implements Wrapped {

    @Override
    public boolean isAlwaysPresent() {
        return false;
    }

    /** The constants must fit the field as they stand in the schema; what comes from the record is not asked. */
    @Override
    public void checkFit(TargetField field) {
        for (Optional<Object> constant : translation.values()) {
            if (constant.isEmpty()) {
                if (!field.canBeNull()) {
                    field.problem("etl's \"translate\" gives null, which the field cannot be; make it nullable");
                }
                continue;
            }
            ConversionContext context = ConversionContext.ofConstants(new EncodedRecord(), field.scratch());
            Value value = context.value();
            value.setConstant(constant.get());
            try {
                field.writer().write(value, context);
            } catch (RecordRefusedException e) {
                field.problem("etl's \"translate\" gives what does not fit: " + e.getMessage());
            }
        }
        if (translation.hasOtherwise() && translation.otherwise() == null && !field.canBeNull()) {
            field.problem("etl's \"otherwise\" is null, which the field cannot be; make it nullable");
        }
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        return new Translates(source.compile(scope, path), translation.compile(scope, path));
    }

    private record Translates(ValueSource source, Translation.Translator translator) implements ValueSource {

        @Override
        public void read(ConversionContext context, Value into) throws RecordRefusedException {
            source.read(context, into);
            if (!into.isNothing()) {
                translator.translate(into, context);
            }
        }

        @Override
        public String toString() {
            return source.toString();
        }
    }
}
