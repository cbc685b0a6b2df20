package dev.sluice.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one environment variable of Sluice's own.
 *
 * @param defaultText the text that is parsed when the variable is unset or blank; null if it must be set; {@value
 *     #APPLICATION_ID} in it stands for the application id
 * @param parser from text to value; its {@link IllegalArgumentException} says what the text must be
 * @param doc one or two sentences for the reference
 */
record Variable<T>(String name, @Nullable String defaultText, Function<String, T> parser, String doc) {

    static final String APPLICATION_ID = "<application id>";

    boolean isRequired() {
        return defaultText == null;
    }
}
