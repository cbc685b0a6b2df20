package dev.sluice.http;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer to a request.
 *
 * @param status of HTTP, such as 200
 * @param contentType the header {@code Content-Type}
 */
public record Response(int status, String contentType, String body) {

    /** The content type of Prometheus' text format. */
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private static final JsonMapper JSON = new JsonMapper();

    public Response {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("HTTP has no final status " + status);
        }
    }

    public static Response text(int status, String body) {
        return new Response(status, "text/plain; charset=utf-8", body);
    }

    /** 200 with a JSON document. */
    public static Response json(String document) {
        return new Response(200, "application/json", document);
    }

    /** 200 with a scrape in Prometheus' text format. */
    public static Response prometheus(String scrape) {
        return new Response(200, PROMETHEUS, scrape);
    }

    /** 200 or 503, with the reasons. */
    public static Response health(Health health) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", health.ok() ? "ok" : "unavailable");
        body.put("reasons", health.reasons());
        return new Response(health.ok() ? 200 : 503, "application/json", JSON.writeValueAsString(body));
    }
}
