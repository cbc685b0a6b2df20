package dev.sluice.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP server of {@code /metrics}, {@code /status} and the two of {@code /health}; it serves GET and HEAD only. */
public final class HttpEndpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
    private static final int THREADS = 4;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    /** The content type of Prometheus' text format. */
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /**
     * For how many seconds a request may come, and its answer be taken, before the connection is closed: else as many
     * slow clients as there are threads keep all others waiting, liveness probes among them. The JDK reads this once,
     * when it makes its first server.
     */
    private static final Map<String, String> BOUNDS =
            Map.of("sun.net.httpserver.maxReqTime", "5", "sun.net.httpserver.maxRspTime", "30");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads;
    private final Map<String, Supplier<Response>> routes;

    private record Response(int status, String contentType, String body) {}

    private HttpEndpoints(HttpServer server, Map<String, Supplier<Response>> routes) {
        this.server = server;
        this.routes = routes;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "sluice-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Binds the address and starts to serve.
     *
     * @param address port 0 for any free one, see {@link #address}
     * @param metrics a scrape in Prometheus' text format
     * @param status a JSON document
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static HttpEndpoints start(
            InetSocketAddress address,
            Supplier<String> metrics,
            Supplier<String> status,
            Supplier<Health> live,
            Supplier<Health> ready) {
        BOUNDS.forEach(System.getProperties()::putIfAbsent);
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "HTTP address " + address + " cannot be bound (" + e.getMessage()
                            + "); set SLUICE_HTTP_ADDRESS to an address of this host and a free port",
                    e);
        }
        HttpEndpoints endpoints = new HttpEndpoints(
                server,
                Map.of(
                        "/metrics", () -> new Response(200, PROMETHEUS, metrics.get()),
                        "/status", () -> new Response(200, JSON, status.get()),
                        "/health/live", () -> response(live.get()),
                        "/health/ready", () -> response(ready.get())));
        server.createContext("/", endpoints::handle);
        server.setExecutor(endpoints.threads);
        server.start();
        return endpoints;
    }

    /** The address that is bound, with the real port. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static Response response(Health health) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", health.ok() ? "ok" : "unavailable");
        body.put("reasons", health.reasons());
        return new Response(health.ok() ? 200 : 503, JSON, MAPPER.writeValueAsString(body));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Response answer(HttpExchange exchange) {
        Supplier<Response> route = routes.get(exchange.getRequestURI().getPath());
        if (route == null) {
            return new Response(404, TEXT, "Not found; there are /metrics, /status, /health/live and /health/ready\n");
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return new Response(405, TEXT, "Only GET and HEAD\n");
        }
        try {
            return route.get();
        } catch (RuntimeException e) {
            LOG.error("{} failed", exchange.getRequestURI().getPath(), e);
            return new Response(500, TEXT, "Failed; see the log\n");
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
