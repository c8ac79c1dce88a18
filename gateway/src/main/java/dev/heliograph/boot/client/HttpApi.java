package dev.heliograph.boot.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The HTTP API, as far as {@code send} needs it. */
public final class HttpApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final JsonMapper mapper = new JsonMapper();
    private final URI base;
    private final String apiKey;

    public HttpApi(URI base, String apiKey) {
        this.base = base;
        this.apiKey = apiKey;
    }

    /** @return the gateway's answer: id, state, segments */
    public JsonNode send(String to, String from, String text) throws ApiException, InterruptedException {
        ObjectNode message = mapper.createObjectNode().put("to", to);
        if (!from.isEmpty()) {
            message.put("from", from);
        }
        message.put("text", text);
        return call(request("/v1/messages")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString())));
    }

    /** @return what became of a message so far */
    public JsonNode find(String id) throws ApiException, InterruptedException {
        return call(request("/v1/messages/" + id).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + apiKey);
    }

    private JsonNode call(HttpRequest.Builder request) throws ApiException, InterruptedException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = mapper.readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new ApiException(problem(response.statusCode(), body), true);
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new ApiException(base + " does not answer as Heliograph does", true);
        } catch (IOException e) {
            throw new ApiException("cannot reach " + base + ": " + reason(e), false);
        }
    }

    private static String problem(int status, JsonNode body) {
        StringBuilder text = new StringBuilder("refused with " + status);
        String title = body.path("title").asText();
        String detail = body.path("detail").asText();
        if (!title.isEmpty()) {
            text.append(": ").append(title);
        }
        if (!detail.isEmpty() && !detail.equals(title)) {
            text.append(": ").append(detail);
        }
        for (JsonNode error : body.path("errors")) {
            text.append("; ")
                    .append(error.path("pointer").asText())
                    .append(": ")
                    .append(error.path("detail").asText());
        }
        return text.toString();
    }

    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isEmpty() ? "no connection" : message;
    }
}
