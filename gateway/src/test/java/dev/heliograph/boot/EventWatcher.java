package dev.heliograph.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A WebSocket client that is not ours (the JDK's), counting what it is told: final receipts by message. */
public final class EventWatcher implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    public final Map<String, AtomicInteger> finals = new ConcurrentHashMap<>();
    public final Map<String, String> states = new ConcurrentHashMap<>();
    public final List<JsonNode> others = java.util.Collections.synchronizedList(new ArrayList<>());
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;

    public static EventWatcher open(int port, String key, String query) throws Exception {
        EventWatcher watcher = new EventWatcher();
        watcher.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + key)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/events?" + query), watcher)
                .get();
        return watcher;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                JsonNode frame = JSON.readTree(text.toString());
                text.setLength(0);
                if (frame.isArray()) {
                    frame.forEach(this::count);
                } else {
                    count(frame);
                }
            } catch (Exception e) {
                throw new AssertionError("not JSON", e);
            }
        }
        webSocket.request(1);
        return null;
    }

    private void count(JsonNode event) {
        if (event.path("final").asBoolean() && !event.path("late").asBoolean()) {
            String id = event.path("message").asText();
            states.put(id, event.path("state").asText());
            finals.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
        } else {
            others.add(event);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
