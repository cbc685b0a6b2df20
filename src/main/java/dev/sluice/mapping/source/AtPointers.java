package dev.sluice.mapping.source;

import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlPart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code "from"}: the value of the document at the first of these pointers that is present, neither absent nor null. */
public record AtPointers(List<JsonPointer> pointers) implements SourceSpec {

    /** {@code "from"} may hold other sources, too. */
    static final EtlPart<SourceSpec> KIND = new EtlPart<>(
            List.of("from"), words -> Optional.ofNullable(SourceReader.read(words.get("from"), "from", words)));

    public AtPointers {
        pointers = List.copyOf(pointers);
    }

    @Override
    public String describe(String start) {
        return pointers.stream().map(pointer -> start + pointer).collect(Collectors.joining(" or "));
    }

    @Override
    public void checkFit(TargetField field) {
        if (pointers.stream().anyMatch(JsonPointer::isRoot) && !field.writer().takes(Value.OBJECT)) {
            field.problem(
                    "etl's \"from\" is the whole document, which is an object; name a member of it, or say \"as\":"
                            + " \"json\"");
        }
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        return new FirstPresent(scope.slots(pointers, path), describe(""));
    }

    /** The first value that is there; null if one of them is null and none has any. */
    private static final class FirstPresent implements ValueSource {
        private final int[] slots;
        private final String words;

        FirstPresent(int[] slots, String words) {
            this.slots = slots;
            this.words = words;
        }

        @Override
        public void read(ConversionContext context, Value into) {
            int found = slots[0];
            for (int slot : slots) {
                byte kind = context.slots().kind(slot);
                if (kind > Value.NULL) {
                    found = slot;
                    break;
                }
                found = kind == Value.NULL ? slot : found;
            }
            context.slots().read(found, into);
        }

        @Override
        public int onlySlot() {
            return slots.length == 1 ? slots[0] : NO_SLOT;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
