package dev.sluice.batch.header;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A field's value that a folder is named after.
 *
 * @param name the field
 * @param value the value's text, or null where the field is null: not the same as empty text
 */
public record FolderValue(String name, Type type, @Nullable String value) {

    /** The type of a value, and so the text that it may have. */
    public enum Type {
        /** Any text, an enum's symbol too. */
        STRING,
        INT,
        LONG,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** Year, month and day: {@code 2026-11-20}. */
        DATE,
        UUID;

        /** The name in the manifest. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The type of that label; throws {@link IllegalArgumentException} if there is none. */
        public static Type ofLabel(String label) {
            for (Type type : values()) {
                if (type.label().equals(label)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("there is no folder value of type " + label);
        }
    }

    public FolderValue {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a folder value has no name");
        }
        if (value != null && !isOf(type, value)) {
            throw new IllegalArgumentException("folder value " + name + " is text that is no " + type.label());
        }
    }

    private static boolean isOf(Type type, String value) {
        try {
            return switch (type) {
                case STRING -> true;
                case INT -> Integer.toString(Integer.parseInt(value)).equals(value);
                case LONG -> Long.toString(Long.parseLong(value)).equals(value);
                case BOOLEAN -> value.equals("true") || value.equals("false");
                case DATE -> LocalDate.parse(value).toString().equals(value);
                case UUID -> UUID.fromString(value).toString().equals(value);
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return false;
        }
    }
}
