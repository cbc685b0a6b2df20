package dev.sluice.failure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace as headers and log lines may show it: class names and frames, of the exception and its causes, in at
 * most {@value #MAX_CHARACTERS} characters. An exception's message is left out, because it may quote a payload's value.
 */
public final class StackTraceText {

    static final int MAX_CHARACTERS = 4_096;

    /** Of each exception, so that there is room for its causes. */
    static final int MAX_FRAMES = 12;

    private static final String CUT = "\n\t...";

    private StackTraceText() {}

    public static String of(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (@Nullable Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            String head = text.isEmpty() ? "" : "\nCaused by: ";
            if (!append(text, head + cause.getClass().getName())) {
                return text.append(CUT).toString();
            }
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(MAX_FRAMES, frames.length); i++) {
                if (!append(text, "\n\tat " + frames[i])) {
                    return text.append(CUT).toString();
                }
            }
        }
        return text.toString();
    }

    private static boolean append(StringBuilder text, String line) {
        if (text.length() + line.length() > MAX_CHARACTERS - CUT.length()) {
            return false;
        }
        text.append(line);
        return true;
    }
}
