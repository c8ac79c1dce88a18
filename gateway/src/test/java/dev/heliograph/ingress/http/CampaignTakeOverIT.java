package dev.heliograph.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.admission.Accounts;
import dev.heliograph.campaign.CampaignOptions;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.egress.websocket.EventSocketOptions;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two requests with one key at the same moment, before campaigns whose loop runs when the test says so. */
class CampaignTakeOverIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RECIPIENTS = 100;
    private static final String MESSAGE = "\"message\":{\"text\":\"Hello\",\"channels\":[\"sms\"]}";

    private final World world = new World(3);
    private final MemoryStore store = new MemoryStore(world, 3, new QuietListener() {});
    /** What the door asks for. */
    private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
    /** What the campaigns' loop goes on with by itself. */
    private final ArrayDeque<Runnable> own = new ArrayDeque<>();

    private final Thread test = Thread.currentThread();
    private final Campaigns campaigns = new Campaigns(
            store,
            new ToldAdmission(),
            new Accounts(),
            new CampaignComposer(),
            CampaignOptions.DEFAULT,
            task -> (Thread.currentThread() == test ? own : asked).add(task),
            world,
            world::wallMillis,
            1);
    private final DoorFixture door =
            new DoorFixture(HttpLimits.DEFAULT, new NdjsonIT.NoEvents(), EventSocketOptions.DEFAULT, null, campaigns);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        door.close();
    }

    private static String recipients() {
        return IntStream.range(0, RECIPIENTS)
                .mapToObj(number -> "{\"to\":\"+39333" + (1_000_000 + number) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String key, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .header("Authorization", "Bearer demo-key")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The campaigns' loop and the disk do what they were asked for. */
    private void run() {
        asked.drainTo(own);
        runOwn();
    }

    private void runOwn() {
        for (int i = 0; i < 10; i++) {
            for (Runnable task = own.poll(); task != null; task = own.poll()) {
                task.run();
            }
            world.runMillis(1);
        }
    }

    /** Both requests want the same, and neither was heard yet; what they ask for next waits. */
    private void runBoth() {
        await().until(() -> asked.size() == 2);
        asked.drainTo(own);
        runOwn();
    }

    private JsonNode answer(CompletableFuture<HttpResponse<String>> request) throws Exception {
        await().until(() -> {
            run();
            return request.isDone();
        });
        return JSON.readTree(request.get().body());
    }

    /** @return what the request was told that goes on, after the other was told that it does not */
    private JsonNode winner(List<CompletableFuture<HttpResponse<String>>> two, int status) throws Exception {
        answer(two.get(0));
        answer(two.get(1));
        int winner = two.get(0).get().statusCode() == status ? 0 : 1;
        assertThat(two.get(winner).get().statusCode()).isEqualTo(status);
        assertThat(two.get(1 - winner).get().statusCode()).isEqualTo(409);
        assertThat(answer(two.get(1 - winner)).path("type").asText()).endsWith("/taken-over");
        return answer(two.get(winner));
    }

    @Test
    void theEarlierArrayIsToldThatItWasTakenOver() throws Exception {
        campaigns.start();
        run();
        JsonNode made = answer(post("/v1/campaigns", "campaign", "{\"state\":\"paused\"," + MESSAGE + "}"));
        String path = "/v1/campaigns/" + made.path("id").asText() + "/recipients";
        var two = List.of(post(path, "list", recipients()), post(path, "list", recipients()));
        runBoth();
        JsonNode winner = winner(two, 200);
        assertThat(winner.path("taken").asInt()).isEqualTo(RECIPIENTS);
        assertThat(winner.path("recipients").asInt()).isEqualTo(RECIPIENTS);
    }

    @Test
    void theEarlierOfTwoThatMakeACampaignDoesNotFinishIt() throws Exception {
        campaigns.start();
        run();
        String body = "{" + MESSAGE + ",\"recipients\":" + recipients() + "}";
        var two = List.of(post("/v1/campaigns", "campaign", body), post("/v1/campaigns", "campaign", body));
        runBoth();
        // Made once; now both begin to add.
        runBoth();
        JsonNode winner = winner(two, 202);
        assertThat(winner.path("taken").asInt()).isEqualTo(RECIPIENTS);
        assertThat(winner.path("state").asText()).isEqualTo("running");
        assertThat(winner.path("recipients").asInt()).isEqualTo(RECIPIENTS);
    }
}
