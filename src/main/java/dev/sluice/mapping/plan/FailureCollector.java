package dev.sluice.mapping.plan;

import dev.sluice.failure.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the failures of one record, each reason of a field once. */
final class FailureCollector {

    private final int most;
    private final List<Failure> failures = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    FailureCollector(int most) {
        this.most = most;
    }

    /** Takes a failure, if it is new and there is room. */
    void add(Failure failure) {
        if (!isFull() && known.add(failure.reason() + " " + failure.path())) {
            failures.add(failure);
        }
    }

    boolean isFull() {
        return failures.size() >= most;
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }
}
