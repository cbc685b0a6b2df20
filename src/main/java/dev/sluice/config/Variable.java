package dev.sluice.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One environment variable of Sluice's own: its name, its default, how it is read and what it is for.
 *
 * @param defaultText what is read when the variable is unset or blank, {@code ""} for nothing, or null if it must be
 *     set; {@value #APPLICATION_ID} in it stands for the application id
 * @param parser text to value; an {@link IllegalArgumentException} of it says what the text must be
 * @param doc one or two sentences for the reference
 */
record Variable<T>(String name, @Nullable String defaultText, Function<String, T> parser, String doc) {

    static final String APPLICATION_ID = "<application id>";

    boolean isRequired() {
        return defaultText == null;
    }
}
