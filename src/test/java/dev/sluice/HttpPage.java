package dev.sluice;

import dev.sluice.service.Sluice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A page of a running service. */
public final class HttpPage {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private HttpPage() {}

    public static String get(Sluice sluice, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + sluice.httpAddress().getPort() + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
