package dev.sluice.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.log.LogFields;
import dev.sluice.threads.DaemonThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server of a list of routes; it answers GET and HEAD only. */
public final class HttpEndpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
    private static final int THREADS = 4;

    /**
     * How many seconds a request may take to arrive, and its answer to be read, before the connection is closed.
     * Without these bounds, as many slow clients as there are threads block all others, liveness probes included. The
     * JDK reads them once, when it makes its first server.
     */
    private static final Map<String, String> BOUNDS =
            Map.of("sun.net.httpserver.maxReqTime", "5", "sun.net.httpserver.maxRspTime", "30");

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, DaemonThreads.numbered("sluice-http"));
    private final Map<String, Route> routes;

    private HttpEndpoints(HttpServer server, Map<String, Route> routes) {
        this.server = server;
        this.routes = routes;
    }

    private static Map<String, Route> byPath(List<Route> routes) {
        Map<String, Route> byPath = new LinkedHashMap<>();
        for (Route route : routes) {
            if (byPath.put(route.path(), route) != null) {
                throw new IllegalArgumentException("there are two routes of path " + route.path());
            }
        }
        return byPath;
    }

    /**
     * Binds the address and starts to serve.
     *
     * @param address port 0 for any free one, see {@link #address}
     * @throws IllegalArgumentException if two routes have one path
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static HttpEndpoints start(InetSocketAddress address, List<Route> routes) {
        Map<String, Route> byPath = byPath(routes);
        BOUNDS.forEach(System.getProperties()::putIfAbsent);
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("HTTP address " + address + " cannot be bound (" + e.getMessage() + ")", e);
        }
        HttpEndpoints endpoints = new HttpEndpoints(server, byPath);
        server.createContext("/", endpoints::handle);
        server.setExecutor(endpoints.threads);
        server.start();
        return endpoints;
    }

    /** The address that is bound, with the real port. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Response answer(HttpExchange exchange) {
        Route route = routes.get(exchange.getRequestURI().getPath());
        if (route == null) {
            return Response.text(404, "Not found. Paths: " + String.join(", ", routes.keySet()) + "\n");
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Response.text(405, "Only GET and HEAD\n");
        }
        try {
            return route.handler().get();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue(LogFields.PATH, route.path()).setCause(e).log("A request failed");
            return Response.text(500, "Failed; see the log\n");
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
