package dev.sluice.cli.dlq;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/** Untrusted bytes of records as text or JSON, safe to print. */
final class Payload {

    private static final JsonMapper JSON = new JsonMapper();

    private Payload() {}

    /** The bytes as UTF-8 text; null when they are not valid UTF-8. */
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
     * The JSON document on one line, with every digit and member unchanged; null when the bytes are not JSON. Line breaks
     * in JSON are white space, because within strings they are escaped.
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

    /** For a terminal: the text without control characters, or Base64 when the bytes are not text. */
    static String shown(byte[] bytes) {
        String text = text(bytes);
        return text == null ? base64(bytes) + " (Base64)" : printable(text);
    }

    /** The text with control and format characters replaced, because a terminal would execute them. */
    static String printable(String text) {
        return text.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '·' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
