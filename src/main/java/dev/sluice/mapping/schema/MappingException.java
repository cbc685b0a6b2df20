package dev.sluice.mapping.schema;

import java.util.List;

/** A schema that cannot be compiled to a mapping, with everything that is wrong with it. */
public final class MappingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    MappingException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Each problem: the field's path, what is wrong, what is expected, and the nearest right word if there is one. */
    public List<String> problems() {
        return problems;
    }
}
