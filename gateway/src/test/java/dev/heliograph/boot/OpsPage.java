package dev.heliograph.boot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Reads the operations door of a gateway as a monitoring system does. */
final class OpsPage {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private OpsPage() {}

    /** @return the sum of a metric over all its rows that contain {@code labels}; 0 when there is none */
    static double metric(Gateway gateway, String name, String labels) throws IOException, InterruptedException {
        return get(gateway, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    static HttpResponse<String> get(Gateway gateway, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.opsPort() + path))
                        .header("Authorization", "Bearer " + gateway.adminToken())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
