package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.Submission;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no adapter shows of itself: access tokens, order and pace toward a recipient, parts, time limits. */
class WebChannelIT {
    private static final long LIFETIME_MILLIS = 10_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger tokens = new AtomicInteger();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger underWayMax = new AtomicInteger();
    private volatile int goodToken = 1;
    private volatile int tokenStatus = 200;
    private volatile boolean silent;
    private volatile int failingPart = -1;
    private HttpServer server;
    private WebChannel channel;
    private int numbers;

    @BeforeEach
    void open() {
        server = vertx.createHttpServer().requestHandler(this::serve);
        await(server.listen(0, "127.0.0.1"));
        channel = channel(4, 0, 5_000);
    }

    private WebChannel channel(int concurrency, long recipientMillis, int answerMillis) {
        return new WebChannel(
                new WebOptions(
                        "c",
                        "http://127.0.0.1:" + server.actualPort(),
                        concurrency,
                        2_000,
                        answerMillis,
                        recipientMillis),
                MadeUpProvider.KIND,
                new Settings("c", "c", "", Map.of()),
                vertx,
                nanos::get,
                System::currentTimeMillis);
    }

    @AfterEach
    void close() {
        await(onLoop(() -> channel.close(1_000)));
        await(server.close());
        await(vertx.close());
    }

    private void serve(HttpServerRequest request) {
        if (request.path().equals("/token")) {
            int number = tokens.incrementAndGet();
            JsonObject token = new JsonObject().put("token", "t" + number).put("lifetimeMillis", LIFETIME_MILLIS);
            request.response().setStatusCode(tokenStatus).end(tokenStatus == 200 ? token.encode() : "");
            return;
        }
        request.body().onSuccess(body -> {
            JsonObject json = body.toJsonObject();
            if (!("Bearer t" + goodToken).equals(request.getHeader("Authorization"))) {
                request.response().setStatusCode(401).end();
            } else if (json.getInteger("number") == failingPart) {
                request.response()
                        .setStatusCode(503)
                        .putHeader("Retry-After", "7")
                        .end();
            } else if (!silent) {
                underWayMax.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                String id = json.getString("to") + "/" + json.getInteger("number");
                order.add(id);
                vertx.setTimer(20, later -> {
                    underWay.decrementAndGet();
                    request.response().end(new JsonObject().put("id", id).encode());
                });
            }
        });
    }

    private Message message(String to, String text) {
        long now = System.currentTimeMillis();
        return new Message(
                ++numbers,
                "demo",
                Door.HTTP,
                Address.NONE,
                Address.international(to),
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

    private CompletableFuture<Outcome> submit(Message message) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        loop.runOnContext(go ->
                channel.submit(new Submission(message, 1, 60_000), (submission, outcome) -> done.complete(outcome)));
        return done;
    }

    private Outcome outcome(String to, String text) {
        return submit(message(to, text)).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Outcome.Failed failed(String to) {
        return (Outcome.Failed) outcome(to, "Hello");
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> task) {
        return Future.future(promise -> loop.runOnContext(go -> task.get().onComplete(promise)));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aTokenIsFetchedOnceForAllWhoWait() {
        List<CompletableFuture<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(submit(message("31610" + i, "Hello")));
        }
        all.forEach(
                one -> assertThat(one.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Outcome.Sent.class));
        assertThat(tokens).hasValue(1);
        assertThat(underWayMax.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        outcome("31611", "Hello");
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(LIFETIME_MILLIS) * 95 / 100);
        goodToken = 2;
        assertThat(outcome("31611", "Hello")).isInstanceOf(Outcome.Sent.class);
        assertThat(channel.counts().tokensRefused.sum()).isZero();
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndTheMessageLeaves() {
        outcome("31612", "Hello");
        goodToken = 2;
        assertThat(outcome("31612", "Hello")).isInstanceOf(Outcome.Sent.class);
        assertThat(tokens).hasValue(2);
        goodToken = 99;
        assertThat(failed("31612").failure()).isEqualTo(Failure.AUTH);
        assertThat(tokens).hasValue(3);
    }

    @Test
    void withoutATokenNothingIsSent() {
        tokenStatus = 503;
        assertThat(failed("31613").failure()).isEqualTo(Failure.TRANSIENT);
        tokenStatus = 401;
        assertThat(failed("31613").failure()).isEqualTo(Failure.AUTH);
        tokenStatus = 200;
        goodToken = 3;
        assertThat(outcome("31613", "Hello")).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void messagesToOneRecipientLeaveInOrderAndPartsTogether() {
        CompletableFuture<Outcome> first = submit(message("31614", "one two three four five six"));
        CompletableFuture<Outcome> second = submit(message("31614", "last"));
        assertThat(((Outcome.Sent) first.join()).providerIds()).containsExactly("31614/0", "31614/1");
        second.join();
        assertThat(order).containsExactly("31614/0", "31614/1", "31614/0");
    }

    @Test
    void whatWasTakenBeforeAPartFailedIsSaid() {
        failingPart = 1;
        Outcome.Failed failed = (Outcome.Failed) outcome("31615", "one two three four five six");
        assertThat(failed.failure()).isEqualTo(Failure.TRANSIENT);
        assertThat(failed.partsTaken()).containsExactly("31615/0");
        assertThat(failed.retryAfterMillis()).isEqualTo(7_000);
    }

    @Test
    void noAnswerInTimeIsAnUnknownOutcome() {
        outcome("31616", "Hello");
        silent = true;
        channel = channel(4, 0, 200);
        goodToken = 2;
        assertThat(failed("31616").failure()).isEqualTo(Failure.UNKNOWN_OUTCOME);
    }

    @Test
    void thePaceTowardARecipientHoldsBackThatRecipientOnly() {
        channel = channel(4, 6_000, 5_000);
        assertThat(outcome("31617", "Hello")).isInstanceOf(Outcome.Sent.class);
        Outcome.Failed second = failed("31617");
        assertThat(second.failure()).isEqualTo(Failure.RECIPIENT_THROTTLED);
        assertThat(second.retryAfterMillis()).isEqualTo(6_000);
        assertThat(failed("31617").retryAfterMillis()).isEqualTo(12_000);
        assertThat(outcome("31618", "Hello")).isInstanceOf(Outcome.Sent.class);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
        assertThat(outcome("31617", "Hello")).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void creditIsWhatIsNotUnderWay() {
        List<CompletableFuture<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(submit(message("31619" + i, "Hello")));
        }
        assertThat(await(onLoop(() -> Future.succeededFuture(channel.credit()))))
                .isEqualTo(1);
        all.forEach(CompletableFuture::join);
        assertThat(await(onLoop(() -> Future.succeededFuture(channel.credit()))))
                .isEqualTo(4);
    }
}
