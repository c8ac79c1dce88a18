package dev.heliograph.boot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a user of Kannel or Jasmin runs at home: a page that is called, on the JDK's HTTP server. */
final class CallbackReceiver implements AutoCloseable {
    /** A call as it came. */
    record Called(String method, String path, Map<String, String> fields, String body) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    private final HttpServer server;
    private final List<Called> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean hanging;
    private volatile int status = 200;
    private volatile String body = "";

    CallbackReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    String url(String rest) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + rest;
    }

    /** Takes calls and answers nothing. */
    void hang() {
        hanging = true;
    }

    void answer(int newStatus, String newBody) {
        hanging = false;
        status = newStatus;
        body = newBody;
    }

    private void receive(HttpExchange exchange) throws IOException {
        String posted = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        calls.add(new Called(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                fields(posted.isEmpty() ? String.valueOf(query) : posted),
                posted));
        if (hanging) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    List<Called> calls() {
        return calls;
    }

    /** @return the calls at a path, in the order in which they came */
    List<Called> at(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
