package dev.sluice.chaos;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The request line and headers of one HTTP/1.1 request. */
record HttpRequestHead(String method, String path, List<String> headers) {

    private static final String END = "\r\n\r\n";

    /** Reads up to the empty line. */
    static HttpRequestHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith(END)) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended within a request's head");
            }
            bytes.write(next);
            text = next == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : "";
        }
        List<String> lines =
                text.substring(0, text.length() - END.length()).lines().toList();
        String[] request = lines.get(0).split(" ");
        return new HttpRequestHead(request[0], request[1], lines.subList(1, lines.size()));
    }

    long contentLength() {
        return headers.stream()
                .filter(header -> isNamed(header, "content-length"))
                .mapToLong(header ->
                        Long.parseLong(header.substring(header.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    boolean expectsContinue() {
        return headers.stream().anyMatch(header -> isNamed(header, "expect"));
    }

    boolean isPut() {
        return method.equals("PUT");
    }

    /** The object's key, of a path-style address without escapes. */
    String key() {
        String withoutQuery = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        return withoutQuery.substring(withoutQuery.indexOf('/', 1) + 1).replace("%3D", "=");
    }

    /** The same request, after which the connection closes; a signature does not cover the headers that change. */
    byte[] closing() {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.stream()
                .filter(header -> !isNamed(header, "connection") && !isNamed(header, "expect"))
                .forEach(header -> text.append(header).append("\r\n"));
        return text.append("Connection: close" + END).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isNamed(String header, String name) {
        return header.toLowerCase(Locale.ROOT).startsWith(name + ":");
    }
}
