package dev.sluice.mapping.cleaning;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.Scratch;
import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.text.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens to a value before one is chosen: {@code "steps"} change a text, {@code "nullIf"} says which values are
 * absent, as they come and after the steps.
 */
public final class Cleaning {

    public static final List<String> WORDS = List.of("steps", "nullIf");

    /** Of a value that is taken as it comes. */
    public static final Cleaning NONE = new Cleaning(List.of(), NullIf.NOTHING);

    private final List<TextStep> steps;
    private final NullIf nullIf;

    private Cleaning(List<TextStep> steps, NullIf nullIf) {
        this.steps = List.copyOf(steps);
        this.nullIf = nullIf;
    }

    /** Reads the words of an attribute, or of a source within one; what is wrong is noted. */
    public static Cleaning read(EtlWords words) {
        return WORDS.stream().noneMatch(words::has) ? NONE : new Cleaning(TextStep.read(words), NullIf.read(words));
    }

    public boolean isNone() {
        return this == NONE;
    }

    /** In words, each phase by itself. */
    public List<String> describe() {
        List<String> phases = new ArrayList<>();
        if (!steps.isEmpty()) {
            phases.add(steps.stream().map(TextStep::word).collect(Collectors.joining(", ", "steps ", "")));
        }
        if (nullIf != NullIf.NOTHING) {
            phases.add("nullIf");
        }
        return phases;
    }

    /** The cleaning as it runs. */
    public Cleaner compile(String path, ScratchSpace scratch) {
        return new Cleaner(this, path, scratch);
    }

    /** Cleans values of one field. Immutable. */
    public static final class Cleaner {
        private final Cleaning cleaning;
        private final String path;
        private final Scratch<LookupKey> probe;
        private final Scratch<Decimal> number;

        private Cleaner(Cleaning cleaning, String path, ScratchSpace scratch) {
            this.cleaning = cleaning;
            this.path = path;
            probe = scratch.add(context -> LookupKey.probe());
            number = scratch.add(context -> new Decimal());
        }

        /** Changes the value, which may become absent. */
        public void clean(Value value, ConversionContext context) throws RecordRefusedException {
            if (isAbsent(value, context)) {
                value.setNothing(Value.ABSENT);
                return;
            }
            if (cleaning.steps.isEmpty() || value.kind() != Value.STRING) {
                return;
            }
            String text = new String(value.bytes(), value.offset(), value.length(), StandardCharsets.UTF_8);
            for (TextStep step : cleaning.steps) {
                String changed = step.apply(text);
                if (changed == null) {
                    throw new RecordRefusedException(
                            FailureReason.INVALID_TEXT,
                            path,
                            path + " is " + value.shape() + ", in which its \"" + step.word()
                                    + "\" finds nothing; send a text that it matches, or change it");
                }
                text = changed;
            }
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            value.set(Value.STRING, utf8, 0, utf8.length);
            if (isAbsent(value, context)) {
                value.setNothing(Value.ABSENT);
            }
        }

        private boolean isAbsent(Value value, ConversionContext context) {
            NullIf nullIf = cleaning.nullIf;
            return nullIf != NullIf.NOTHING
                    && nullIf.matches(value, context.scratch(probe), context.scratch(number), context);
        }
    }
}
