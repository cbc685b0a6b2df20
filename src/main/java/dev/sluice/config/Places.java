package dev.sluice.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.mapping.mask.MaskKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parsers of files, addresses, and parts of object keys. */
final class Places {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\s]+):([0-9]{1,5})");
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");
    private static final ZonedDateTime SOME_EVENT_TIME =
            ZonedDateTime.of(2026, 11, 20, 13, 14, 15, 123_456_789, ZoneOffset.UTC);

    private Places() {}

    static Path readableFile(String text) {
        Path file = path(text);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no such file (seen from " + Path.of("").toAbsolutePath()
                            + "); it must be the path of a file, which a container needs mounted");
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "the file is not readable; grant this process's user its read permission");
        }
        return file;
    }

    /** Reads a mask key from a file. */
    static MaskKey maskKeyFile(String text) {
        return MaskKey.of(secretIn(readableFile(text)));
    }

    /** Reads a text in UTF-8 from a file. */
    static String textOf(String text) {
        byte[] secret = secretIn(readableFile(text));
        try {
            String content = UTF_8.newDecoder().decode(ByteBuffer.wrap(secret)).toString();
            if (content.isBlank()) {
                throw new IllegalArgumentException("the file is empty; it must hold the setting's value");
            }
            return content;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file is not text; it must hold the setting's value in UTF-8", e);
        }
    }

    /** The bytes of a file, without the line break that editors and {@code echo} append. */
    private static byte[] secretIn(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read", e);
        }
        int end = bytes.length;
        end -= end > 0 && bytes[end - 1] == '\n' ? 1 : 0;
        end -= end > 0 && end < bytes.length && bytes[end - 1] == '\r' ? 1 : 0;
        return Arrays.copyOf(bytes, end);
    }

    static Path directory(String text) {
        Path directory = path(text);
        if (Files.exists(directory) && !(Files.isDirectory(directory) && Files.isWritable(directory))) {
            throw new IllegalArgumentException("it must be a directory that this process may write to");
        }
        return directory;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it must be a path", e);
        }
    }

    static InetSocketAddress address(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            throw new IllegalArgumentException("it must be host:port, such as 127.0.0.1:8080 or [::1]:8080");
        }
        InetSocketAddress address = new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("its host must be an address or a name that resolves here");
        }
        return address;
    }

    static URI endpoint(String text) {
        String expected = "it must be a URL of scheme, host and port only, such as https://s3.example.org:9000";
        try {
            URI uri = new URI(text);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!isHttp || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
                throw new IllegalArgumentException(expected);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    static String bucket(String text) {
        if (!BUCKET.matcher(text).matches()) {
            throw new IllegalArgumentException("it must be a bucket's bare name: letters, digits, '.', '-' and '_'");
        }
        return text;
    }

    static String objectPrefix(String text) {
        if (!text.isEmpty()) {
            checkSegments(text, "it");
        }
        return text;
    }

    /** Accepts a {@link DateTimeFormatter} pattern whose results can be part of an object key. */
    static String folderPattern(String pattern) {
        String folder;
        try {
            folder = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(SOME_EVENT_TIME);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "it must be a pattern of java.time.format.DateTimeFormatter, with literal text in single quotes, such"
                            + " as 'date='yyyy-MM-dd'/hour='HH (" + e.getMessage() + ")",
                    e);
        }
        checkSegments(folder, "its result, such as \"" + folder + "\",");
        return pattern;
    }

    private static void checkSegments(String path, String subject) {
        for (String segment : path.split("/", -1)) {
            if (segment.isBlank() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException(subject
                        + " must be segments joined by single slashes, none of them empty, '.' or '..', and no slash at"
                        + " either end");
            }
        }
    }

    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("it must be a time zone, such as UTC, Europe/Zurich or +02:00", e);
        }
    }
}
