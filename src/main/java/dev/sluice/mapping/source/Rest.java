package dev.sluice.mapping.source;

import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import java.util.List;
import java.util.Optional;

/** {@code "rest"}: the members of an object that no pointer enters, as an object of their own. */
public record Rest(JsonPointer object) implements SourceSpec {

    static final EtlPart<SourceSpec> KIND = new EtlPart<>(List.of("rest"), Rest::read);

    private static Optional<Rest> read(EtlWords words) {
        return Optional.ofNullable(words.pointer("rest")).map(Rest::new);
    }

    @Override
    public String describe(String start) {
        return "the rest of " + (object.isRoot() ? "the record" : start + object);
    }

    @Override
    public void checkFit(TargetField field) {
        field.require(field.writer().takes(Value.OBJECT));
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        return new Unread(scope.rest(object, path), describe(""));
    }

    private record Unread(int slot, String words) implements ValueSource {

        @Override
        public void read(ConversionContext context, Value into) {
            context.slots().read(slot, into);
        }

        @Override
        public int onlySlot() {
            return slot;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
