package dev.sluice.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP server on the loopback interface that keeps every request, and answers it as it is told. */
public final class RecordingServer implements AutoCloseable {

    /** A request as it came over the wire; {@code target} has the host as well when a proxy is asked. */
    public record Request(String method, URI target, com.sun.net.httpserver.Headers headers, byte[] body) {

        /** A header's one value, or null. */
        public @Nullable String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Function<Request, String> answer;

    private RecordingServer(HttpServer server, Function<Request, String> answer) {
        this.server = server;
        this.answer = answer;
    }

    /** A server on a free port that answers 200, with an ETag and no body. */
    public static RecordingServer start() {
        return start(request -> "");
    }

    /** A server on a free port that answers 200, with this XML. */
    public static RecordingServer start(Function<Request, String> answer) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            RecordingServer recording = new RecordingServer(server, answer);
            server.createContext("/", recording::handle);
            server.start();
            return recording;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            requests.add(request);
            byte[] body = answer.apply(request).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", "\"etag\"");
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            if (request.method().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            }
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What has come so far, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
