package dev.sluice.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/** Bytes that somebody else produced, as text or as JSON if they are that. */
final class Payload {

    private static final JsonMapper JSON = new JsonMapper();

    private Payload() {}

    /** The bytes as UTF-8; null when they are not. */
    static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * The JSON document on one line, every digit and member as it came; null when the bytes are none. Line breaks in
     * JSON are white space: within strings they are escaped.
     */
    static @Nullable String jsonLine(byte[] bytes) {
        String text = text(bytes);
        if (text == null || !isJson(text)) {
            return null;
        }
        return text.strip().replace('\n', ' ').replace('\r', ' ');
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** For a terminal: the text if it is one, with what would move the cursor or worse replaced; else its Base64. */
    static String shown(byte[] bytes) {
        String text = text(bytes);
        return text == null ? base64(bytes) + " (Base64)" : printable(text);
    }

    /** The text without control characters, which a terminal would obey. */
    static String printable(String text) {
        return text.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '·' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
