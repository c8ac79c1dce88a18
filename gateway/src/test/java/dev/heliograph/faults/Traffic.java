package dev.heliograph.faults;

import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppBindType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.boot.Esme;
import dev.heliograph.boot.GatewayProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of both doors that go on whatever happens: a broken connection is made again, a submission without an answer is forgotten, because nothing was promised for it. Each message
 * has a recipient of its own, by which the audit knows it again.
 */
final class Traffic implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long RETRY_NANOS = 200_000_000L;

    private final GatewayProcess gateway;
    private final int perSecond;
    private final int validitySeconds;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger number;
    private final List<Esme> esmes = new ArrayList<>();

    /** Recipient by the id of every message that was answered with an acceptance over HTTP; over SMPP the id stands for itself. */
    final Map<String, String> accepted = new ConcurrentHashMap<>();

    /** Every recipient that was ever tried. */
    final Set<String> tried = ConcurrentHashMap.newKeySet();

    /** Refusals by HTTP status or SMPP command_status. */
    final Map<Integer, AtomicInteger> refused = new ConcurrentHashMap<>();

    private Traffic(GatewayProcess gateway, int perSecond, int firstNumber, int validitySeconds) {
        this.gateway = gateway;
        this.validitySeconds = validitySeconds;
        this.perSecond = perSecond;
        this.number = new AtomicInteger(firstNumber);
    }

    /** @param perSecond submissions of each of the two clients, at most */
    static Traffic to(GatewayProcess gateway, int perSecond) {
        return to(gateway, perSecond, 0);
    }

    /** @param firstNumber where the recipients begin, so that two of them do not use the same */
    static Traffic to(GatewayProcess gateway, int perSecond, int firstNumber) {
        return to(gateway, perSecond, firstNumber, 0);
    }

    /** @param validitySeconds 1 to 59; 0 for none, the account's */
    static Traffic to(GatewayProcess gateway, int perSecond, int firstNumber, int validitySeconds) {
        Traffic traffic = new Traffic(gateway, perSecond, firstNumber, validitySeconds);
        traffic.run("http", traffic::post);
        traffic.run("smpp", traffic::submit);
        return traffic;
    }

    private void run(String name, Runnable task) {
        Thread thread = new Thread(task, "traffic-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private String next(String prefix) {
        String recipient = prefix + (1_000_000 + number.incrementAndGet());
        tried.add(recipient);
        return recipient;
    }

    private final class Pace {
        private long due = System.nanoTime();

        void await() {
            due = Math.max(due + 1_000_000_000L / perSecond, System.nanoTime() - 100_000_000L);
            long left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private void post() {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        Pace pace = new Pace();
        while (!over.get()) {
            pace.await();
            String to = next("3934");
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + gateway.httpPort + "/v1/messages"))
                    .timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Bearer demo")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body(to)))
                    .build();
            try {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 202) {
                    accepted.put(JSON.readTree(answer.body()).get("id").asText(), to);
                } else {
                    refused.computeIfAbsent(answer.statusCode(), status -> new AtomicInteger())
                            .incrementAndGet();
                }
            } catch (Exception e) {
                LockSupport.parkNanos(RETRY_NANOS); // the process is away
            }
        }
    }

    private String body(String to) {
        String validity = validitySeconds == 0 ? "" : ",\"validity\":\"PT" + validitySeconds + "S\"";
        return "{\"to\":\"+" + to + "\",\"from\":\"Test\",\"text\":\"over HTTP\"" + validity + "}";
    }

    private void submit() {
        String validity = validitySeconds == 0 ? null : "0000000000%02d000R".formatted(validitySeconds);
        Pace pace = new Pace();
        while (!over.get()) {
            Esme esme;
            try {
                esme = Esme.bind(gateway.smppPort, SmppBindType.TRANSMITTER, 50);
            } catch (Exception e) {
                LockSupport.parkNanos(RETRY_NANOS); // the process is away
                continue;
            }
            synchronized (esmes) {
                esmes.add(esme);
            }
            try {
                while (!over.get()) {
                    pace.await();
                    esme.submit(next("3935"), "over SMPP", validity);
                }
            } catch (Exception e) {
                LockSupport.parkNanos(RETRY_NANOS); // the connection broke; the next one is made above
            }
        }
    }

    /** Waits until that many more have been tried or answered for: the fault happens under load, not before it. */
    void awaitMore(int more) {
        int before = accepted.size() + tried.size();
        await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() + tried.size() >= before + more);
    }

    /** Waits until that many more have been answered for: it goes on. */
    void awaitAccepted(int more, int secondsMax) {
        int before = accepted.size();
        await().atMost(Duration.ofSeconds(secondsMax)).until(() -> accepted.size() > before + more);
    }

    /** Ends it, and waits a moment for answers that are under way. */
    Traffic stop() throws InterruptedException {
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        synchronized (esmes) {
            for (Esme esme : esmes) {
                esme.close();
                esme.accepted.forEach(id -> accepted.put(id, ""));
                esme.refused.forEach((status, count) -> refused.computeIfAbsent(status, key -> new AtomicInteger())
                        .addAndGet(count.get()));
            }
            esmes.clear();
        }
        return this;
    }

    /** @return its recipients without its messages, for the audit of another node on the same message centre */
    Traffic onlyTried() {
        Traffic other = new Traffic(gateway, perSecond, 0, 0);
        other.tried.addAll(tried);
        return other;
    }

    @Override
    public void close() {
        over.set(true);
    }
}
