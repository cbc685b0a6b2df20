package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason.Category;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A union of any types: the first branch, in the schema's order, that takes the value exactly.
 *
 * <p>A record takes an object if all its fields can be written. Where no branch takes a value, the failure is that of
 * the branch that got furthest, and of the last of these.
 */
public final class UnionWriter extends ValueWriter {

    private final ValueWriter[] branches;

    public UnionWriter(String path, List<ValueWriter> branches) {
        super(path, expected(branches), kinds(branches));
        this.branches = branches.toArray(new ValueWriter[0]);
    }

    private static String expected(List<ValueWriter> branches) {
        return branches.stream().map(ValueWriter::expected).collect(Collectors.joining(", or "));
    }

    private static int kinds(List<ValueWriter> branches) {
        return branches.stream().mapToInt(ValueWriter::kinds).reduce(0, (a, b) -> a | b);
    }

    @Override
    protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
        EncodedRecord out = context.out();
        int start = out.length();
        int furthest = start;
        RecordRefusedException refusal = null;
        for (int i = 0; i < branches.length; i++) {
            if (branches[i].takes(value.kind())) {
                RecordRefusedException refused = tryBranch(i, value, context);
                if (refused == null) {
                    return;
                }
                if (out.length() >= furthest) {
                    furthest = out.length();
                    refusal = refused;
                }
                out.truncate(start);
            }
        }
        if (refusal == null) {
            throw new IllegalStateException(path() + " takes kind " + value.kind() + ", but none of its branches does");
        }
        throw refusal;
    }

    /** Returns why the branch refuses the value; null if it took it. */
    private @Nullable RecordRefusedException tryBranch(int i, Value value, ConversionContext context)
            throws RecordRefusedException {
        context.out().writeLong(i);
        try {
            branches[i].encode(value, context);
            return null;
        } catch (RecordRefusedException e) {
            // A branch that only waits for a lookup's row is not passed over for another.
            if (e.failure().reason().category() == Category.RETRIABLE) {
                throw e;
            }
            return e;
        }
    }
}
