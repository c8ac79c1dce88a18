package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.Said;
import dev.heliograph.channel.Submission;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking whether somebody can be reached, and taking back, with a provider that says what the test wants. */
class ReachabilityIT {
    private static final String PERSON = "31612345678";

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int reachStatus = 200;
    private volatile int sendStatus = 200;
    private volatile int textMax = 100;
    private volatile int goodToken = 1;
    private HttpServer server;
    private WebChannel channel;
    private int numbers;

    @BeforeEach
    void open() {
        server = vertx.createHttpServer().requestHandler(this::serve);
        await(server.listen(0, "127.0.0.1"));
        ProviderKind kind = new ProviderKind(
                "asked",
                "Asked",
                "",
                "10/s",
                0,
                new Capability(true, true, false, true, ContentProfile.text(100)),
                List.of(),
                settings -> new AskedProvider());
        channel = new WebChannel(
                WebOptions.of("c", "http://127.0.0.1:" + server.actualPort()),
                kind,
                new Settings("c", "c", "", Map.of()),
                vertx,
                nanos::get,
                System::currentTimeMillis);
    }

    /** As the plainest provider, and it can be asked. */
    private static final class AskedProvider extends MadeUpProvider {
        @Override
        public ReachLookup lookup() {
            return new ReachLookup(
                    (address, token) -> WebRequest.get("/reach").bearer(token),
                    answer -> answer.status() == 404
                            ? Reach.none(Failure.NOT_REACHABLE)
                            : answer.isSuccess()
                                    ? device(answer.json().getInteger("textMax").toString())
                                    : null,
                    device -> device(device).content());
        }

        private static Reach device(String textMax) {
            return Reach.of(ContentProfile.text(Integer.parseInt(textMax)), textMax);
        }

        @Override
        public WebRequest revocation(Message message, String providerId, String token) {
            return WebRequest.delete("/" + WebRequest.encode(providerId)).bearer(token);
        }
    }

    private void serve(HttpServerRequest request) {
        String token = "t" + goodToken;
        if (request.path().equals("/token")) {
            request.response()
                    .end(new JsonObject()
                            .put("token", token)
                            .put("lifetimeMillis", Duration.ofDays(7).toMillis())
                            .encode());
        } else if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).end();
        } else {
            requests.add(request.method() + " " + request.path());
            switch (request.path()) {
                case "/reach" ->
                    request.response()
                            .setStatusCode(reachStatus)
                            .end(new JsonObject().put("textMax", textMax).encode());
                case "/send" ->
                    request.response()
                            .setStatusCode(sendStatus)
                            .end(new JsonObject()
                                    .put("id", "a/" + requests.size())
                                    .encode());
                default -> request.response().setStatusCode(sendStatus).end();
            }
        }
    }

    @AfterEach
    void close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.runOnContext(go -> channel.close(1_000).onComplete(done -> closed.complete(null)));
        await(closed);
        await(server.close());
        await(vertx.close());
    }

    private Message message(String text) {
        long now = System.currentTimeMillis();
        return new Message(
                ++numbers,
                "demo",
                Door.HTTP,
                Address.NONE,
                Address.international(PERSON),
                Map.of(),
                new Content.Text(text),
                Priority.TRANSACTIONAL,
                ReceiptWish.ALL,
                null,
                now,
                0,
                now + 60_000,
                1,
                List.of(Step.of("c")));
    }

    private Outcome submit(String text) {
        return submit(message(text));
    }

    private Outcome submit(Message message) {
        return this.<Outcome>onLoop(done ->
                channel.submit(new Submission(message, 1, 60_000), (submission, outcome) -> done.accept(outcome)));
    }

    private <T> T onLoop(Consumer<Consumer<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(go -> task.accept(done::complete));
        return await(done);
    }

    private static <T> T await(Future<T> future) {
        return await(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void refused(Failure failure) {
        assertThat(submit("Hello"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(failure));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void whoIsReachedIsAskedForOnceADay() {
        submit("one");
        submit("two");
        pass(Duration.ofHours(25));
        submit("three");
        assertThat(requests).containsExactly("GET /reach", "POST /send", "POST /send", "GET /reach", "POST /send");
    }

    @Test
    void whoIsNotReachedIsAskedForAgainAfterAnHour() {
        reachStatus = 404;
        refused(Failure.NOT_REACHABLE);
        refused(Failure.NOT_REACHABLE);
        assertThat(requests).containsExactly("GET /reach");
        pass(Duration.ofMinutes(61));
        reachStatus = 200;
        assertThat(submit("Hello")).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void aRefusedMessageIsAnAnswerToo() {
        sendStatus = 404;
        refused(Failure.NOT_REACHABLE);
        refused(Failure.NOT_REACHABLE);
        assertThat(requests).containsExactly("GET /reach", "POST /send");
    }

    @Test
    void aQuestionThatFailsStopsNothing() {
        reachStatus = 503;
        assertThat(submit("one")).isInstanceOf(Outcome.Sent.class);
        assertThat(submit("two")).isInstanceOf(Outcome.Sent.class);
        assertThat(requests).containsExactly("GET /reach", "POST /send", "GET /reach", "POST /send");
    }

    @Test
    void whatTheDeviceCannotShowIsConverted() {
        textMax = 10;
        Outcome outcome = submit("one two three");
        assertThat(((Outcome.Sent) outcome).providerIds()).hasSize(2);
        assertThat(this.<Integer>onLoop(done -> done.accept(channel.credit()))).isEqualTo(WebOptions.CONCURRENCY);
    }

    @Test
    void anyThreadSeesWhatWasSaidForAsLongAsItIsBelieved() {
        assertThat(channel.said(PERSON)).isNull();
        submit("Hello");
        Said said = channel.said(PERSON);
        assertThat(said).isNotNull();
        assertThat(said.isReached()).isTrue();
        assertThat(said.content()).isEqualTo(ContentProfile.text(100));
        assertThat(said.untilMillis() - said.atMillis())
                .isEqualTo(Duration.ofHours(24).toMillis());
        pass(Duration.ofHours(25));
        assertThat(channel.said(PERSON)).isNull();
        reachStatus = 404;
        refused(Failure.NOT_REACHABLE);
        assertThat(channel.said(PERSON)).extracting(Said::refusal).isEqualTo(Failure.NOT_REACHABLE);
        assertThat(requests).as("nobody was asked for that").containsExactly("GET /reach", "POST /send", "GET /reach");
    }

    @Test
    void whoWasAskedForIsRememberedLongest() {
        WebClient client = new WebClient(vertx, WebOptions.of("c", "http://127.0.0.1:" + server.actualPort()));
        TokenHolder tokens = new TokenHolder(null, client, nanos::get, System::currentTimeMillis);
        Reachability people = new Reachability(
                null, client, tokens, new WebChannelCounts(), nanos::get, System::currentTimeMillis, null);
        int max = Reachability.RECIPIENTS_MAX;
        for (int i = 0; i < max; i++) {
            people.learn("+" + i, Reach.WHOLE);
        }
        assertThat(people.said("0")).as("a number with a plus or without").isNotNull();
        for (int i = max; i < max + 10; i++) {
            people.learn("+" + i, Reach.WHOLE);
        }
        assertThat(people.said("0")).isNotNull();
        assertThat(people.said("1")).isNull();
        assertThat(people.said("10")).isNull();
        assertThat(people.said("11")).isNotNull();
        people.changed("+0");
        assertThat(people.said("0")).isNull();
        await(client.close());
    }

    @Test
    void allPartsAreTakenBackUnderATokenThatIsRenewed() {
        Message message = message("x".repeat(150));
        List<String> ids = ((Outcome.Sent) submit(message)).providerIds();
        goodToken = 2;
        requests.clear();
        assertThat(this.<Boolean>onLoop(done -> channel.revoke(message, ids, done)))
                .isTrue();
        assertThat(requests).containsExactlyInAnyOrder("DELETE /a%2F2", "DELETE /a%2F3");
        sendStatus = 404;
        assertThat(this.<Boolean>onLoop(done -> channel.revoke(message, ids, done)))
                .isFalse();
        assertThat(this.<Boolean>onLoop(done -> channel.revoke(message, List.of(), done)))
                .isFalse();
    }
}
