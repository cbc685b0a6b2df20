package dev.sluice.http;

import java.util.function.Supplier;

/**
 * One path of the HTTP server and its handler.
 *
 * @param path matched as a whole, such as {@code /metrics}
 * @param handler makes the answer to a GET, on one of the server's threads; what it throws becomes a 500
 */
public record Route(String path, Supplier<Response> handler) {

    public Route {
        if (!path.matches("(/[A-Za-z0-9._-]+)+")) {
            throw new IllegalArgumentException("route \"" + path + "\" must be segments that each begin with a slash");
        }
    }
}
