package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointsTest {

    private Health ready = Health.OK;
    private String metrics = "sluice_up 1\n";

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpEndpoints endpoints = HttpEndpoints.start(
            new InetSocketAddress("127.0.0.1", 0),
            List.of(
                    new Route("/metrics", () -> {
                        if (metrics.isEmpty()) {
                            throw new IllegalStateException("no metrics");
                        }
                        return Response.prometheus(metrics);
                    }),
                    new Route("/status", () -> Response.json("{\"ready\":true}")),
                    new Route("/health/live", () -> Response.health(Health.OK)),
                    new Route("/health/ready", () -> Response.health(ready))));

    @AfterEach
    void close() {
        endpoints.close();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoints.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void metrics_areServedAsPrometheusText() throws Exception {
        HttpResponse<String> response = send("GET", "/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(response.body()).isEqualTo("sluice_up 1\n");
    }

    @Test
    void head_hasTheLengthAndNoBody() throws Exception {
        HttpResponse<String> response = send("HEAD", "/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(metrics.length());
        assertThat(response.body()).isEmpty();
    }

    @Test
    void status_isServedAsJson() throws Exception {
        HttpResponse<String> response = send("GET", "/status");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).isEqualTo("{\"ready\":true}");
    }

    @Test
    void health_is200WhenOk() throws Exception {
        HttpResponse<String> response = send("GET", "/health/live");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\",\"reasons\":[]}");
    }

    @Test
    void health_is503WithTheReasonsWhenNotOk() throws Exception {
        ready = new Health(false, List.of("S3 refuses \"lake\""));

        HttpResponse<String> response = send("GET", "/health/ready");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"status\":\"unavailable\",\"reasons\":[\"S3 refuses \\\"lake\\\"\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/more", "/health"})
    void path_is404WhenUnknown(String path) throws Exception {
        HttpResponse<String> response = send("GET", path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("/metrics, /status, /health/live, /health/ready");
    }

    @Test
    void routes_mustDifferInTheirPaths() {
        Route route = new Route("/metrics", () -> Response.text(200, ""));

        assertThatThrownBy(() -> HttpEndpoints.start(new InetSocketAddress("127.0.0.1", 0), List.of(route, route)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two routes of path /metrics");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "metrics", "/metrics/", "//metrics", "/a b"})
    void route_isRefusedWhenItsPathIsNone(String path) {
        assertThatThrownBy(() -> new Route(path, () -> Response.text(200, "")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void method_is405WhenNotGetOrHead() throws Exception {
        HttpResponse<String> response = send("POST", "/metrics");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void answer_is500WithoutDetailWhenItsSupplierThrows() throws Exception {
        metrics = "";

        HttpResponse<String> response = send("GET", "/metrics");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("no metrics");
    }

    /** Endpoints in a JVM of their own, for it reads the bounds only once. */
    static final class Server {
        public static void main(String[] args) throws IOException {
            try (HttpEndpoints endpoints = HttpEndpoints.start(
                    new InetSocketAddress("127.0.0.1", 0),
                    List.of(new Route("/health/live", () -> Response.health(Health.OK))))) {
                System.out.println("ready " + endpoints.address().getPort());
                System.in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @Test
    void health_isAnsweredThoughMoreClientsThanThreadsSendOneByteEach(@TempDir Path directory) throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (ServerProcess server =
                ServerProcess.start(Server.class, List.of(), List.of(), directory.resolve("server.log"))) {
            int port = Integer.parseInt(server.address());
            for (int i = 0; i < 10; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                slow.add(socket);
                socket.getOutputStream().write('G');
            }
            HttpRequest live = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                    .timeout(Duration.ofSeconds(10))
                    .build();

            await().ignoreExceptionsInstanceOf(IOException.class) // what waits behind them is closed with them
                    .until(() -> client.send(live, HttpResponse.BodyHandlers.ofString())
                                    .statusCode()
                            == 200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void start_namesTheAddressWhenItIsTaken() {
        assertThatThrownBy(() -> HttpEndpoints.start(endpoints.address(), List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("HTTP address")
                .hasMessageContaining(Integer.toString(endpoints.address().getPort()));
    }
}
