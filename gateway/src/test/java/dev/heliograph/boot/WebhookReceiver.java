package dev.heliograph.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of webhooks as the specification of Standard Webhooks describes one, on the JDK's HTTP server. */
final class WebhookReceiver implements AutoCloseable {
    /** A second secret, which a receiver that changes secrets would know too. */
    static final String OTHER_SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HANG = 0;
    private static final long TOLERANCE_SECONDS = 300;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, JsonNode> taken = new ConcurrentHashMap<>();
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger forged = new AtomicInteger();
    private final AtomicInteger changed = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile int status = 200;

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/in?token=hidden";
    }

    String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(KEY);
    }

    void answer(int newStatus) {
        status = newStatus;
    }

    /** From now on requests are read and never answered. */
    void hang() {
        status = HANG;
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        String timestamp = exchange.getRequestHeaders().getFirst("webhook-timestamp");
        String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
        int answer = status;
        signatures.add(signature);
        if (!isGenuine(id, timestamp, signature, body)) {
            forged.incrementAndGet();
        }
        byte[] before = bodies.putIfAbsent(id, body);
        if (before != null && !Arrays.equals(before, body)) {
            changed.incrementAndGet();
        }
        if (answer / 100 == 2) {
            taken.put(id, JSON.readTree(body));
        }
        requests.incrementAndGet();
        if (answer == HANG) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    /** Standard Webhooks 1.0.0, "Verifying signatures": one of the signatures has to match, and the time has to be near. */
    private static boolean isGenuine(String id, String timestamp, String signature, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            byte[] expected =
                    ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(StandardCharsets.UTF_8);
            long away = Math.abs(System.currentTimeMillis() / 1_000 - Long.parseLong(timestamp));
            return away <= TOLERANCE_SECONDS
                    && !id.contains(".")
                    && Arrays.stream(signature.split(" "))
                            .anyMatch(one -> MessageDigest.isEqual(expected, one.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** @return the events taken, by id */
    Map<String, JsonNode> taken() {
        return taken;
    }

    void forget() {
        taken.clear();
    }

    int requests() {
        return requests.get();
    }

    int forged() {
        return forged.get();
    }

    int changedUnderTheSameId() {
        return changed.get();
    }

    List<String> signatures() {
        return signatures;
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
