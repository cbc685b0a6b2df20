package dev.sluice.mapping.source;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.cleaning.NotationReader;
import dev.sluice.mapping.cleaning.NumberNotation;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueSource;

/** A nested source whose texts write numbers in a notation of their own. */
record Noted(SourceSpec source, NumberNotation notation) implements Wrapped {

    @Override
    public void checkFit(TargetField field) {
        source.checkFit(field);
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        return new Reads(source.compile(scope, path), new NotationReader(notation, scope.scratch()), path);
    }

    private record Reads(ValueSource source, NotationReader reader, String path) implements ValueSource {

        @Override
        public void read(ConversionContext context, Value into) throws RecordRefusedException {
            source.read(context, into);
            if (!into.isNothing() && !reader.read(into, context)) {
                throw new RecordRefusedException(
                        FailureReason.INVALID_TEXT,
                        path,
                        path + ": " + source + " is " + into.shape() + "; send a number as in its \"number\"");
            }
        }

        @Override
        public String toString() {
            return source.toString();
        }
    }
}
