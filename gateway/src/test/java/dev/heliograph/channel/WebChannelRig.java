package dev.heliograph.channel;

import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebChannel;
import dev.heliograph.channel.web.WebOptions;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.ingress.hooks.HookTable;
import dev.heliograph.ingress.hooks.Hooks;
import dev.heliograph.message.Message;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.StandInProviders;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A channel on an event loop of its own, between its provider's stand-in and a door for webhooks, all over real sockets. */
final class WebChannelRig implements AutoCloseable, ChannelEvents {
    static final String ADDRESS = "our-address";

    final Vertx vertx = Vertx.vertx();
    final WebChannel channel;
    final StandInProviders standIns;
    final List<ProviderReceipt> receipts = new CopyOnWriteArrayList<>();
    final List<InboundMessage> inbound = new CopyOnWriteArrayList<>();

    /** Who has left and not come back. */
    final Set<String> gone = ConcurrentHashMap.newKeySet();

    private final Context loop = vertx.getOrCreateContext();
    private final HttpServer door;
    /** Where the clock of the stand-in stands; 0 while it goes. */
    private volatile long stoppedNanos;

    /** How far that clock is ahead: a minute passes before each message, so that only what is handed over at once is fast. */
    private final AtomicLong aheadNanos = new AtomicLong();

    WebChannelRig(ProviderKind kind, Map<String, String> values, StandInProvider standIn) {
        standIns = new StandInProviders(vertx, "127.0.0.1", 0, List.of(standIn), 5, this::standInNanos);
        await(standIns.listen());
        HookTable hooks = new HookTable();
        door = vertx.createHttpServer().requestHandler(new Hooks(hooks, vertx));
        await(door.listen(0, "127.0.0.1"));
        String home = "http://127.0.0.1:" + door.actualPort();
        standIns.callBack(home);
        Settings settings = new Settings(kind.name(), ADDRESS, home + "/hooks/" + kind.name(), values);
        channel = new WebChannel(
                options(kind, standIns.url(kind.name())),
                kind,
                settings,
                vertx,
                System::nanoTime,
                System::currentTimeMillis);
        hooks.put(kind.name(), channel, task -> loop.runOnContext(go -> task.run()));
        call(() -> channel.start(this));
    }

    static WebOptions options(ProviderKind kind, String url) {
        return new WebOptions(kind.name(), url, 8, 2_000, 5_000, 0);
    }

    Outcome submit(Message message) {
        return submitTo(channel, message);
    }

    Outcome submitTo(WebChannel to, Message message) {
        aheadNanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        loop.runOnContext(
                go -> to.submit(new Submission(message, 1, 60_000), (submission, outcome) -> done.complete(outcome)));
        return await(done);
    }

    /** @return how each ended, all of them handed over at once */
    List<Outcome> submitAll(List<Message> messages) {
        List<CompletableFuture<Outcome>> all = new ArrayList<>();
        for (Message message : messages) {
            CompletableFuture<Outcome> done = new CompletableFuture<>();
            all.add(done);
            loop.runOnContext(go -> channel.submit(
                    new Submission(message, 1, 60_000), (submission, outcome) -> done.complete(outcome)));
        }
        return all.stream().map(WebChannelRig::await).toList();
    }

    boolean revoke(Message message, List<String> providerIds) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.runOnContext(go -> channel.revoke(message, providerIds, done::complete));
        return await(done);
    }

    <T> T call(Supplier<Future<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(go -> task.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        return await(done);
    }

    static <T> T await(Future<T> future) {
        return await(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void onReceipt(ProviderReceipt receipt, Runnable stored) {
        receipts.add(receipt);
        stored.run();
    }

    @Override
    public void onInbound(String from, InboundMessage message, Runnable stored) {
        inbound.add(message);
        stored.run();
    }

    @Override
    public void onLeft(String from, String address, long atMillis, Runnable stored) {
        gone.add(address);
        stored.run();
    }

    @Override
    public void onCame(String from, String address, long atMillis, Runnable stored) {
        gone.remove(address);
        stored.run();
    }

    @Override
    public void onCredit() {}

    @Override
    public void close() {
        call(() -> channel.close(1_000));
        await(door.close());
        await(standIns.close());
        await(vertx.close());
    }

    private long standInNanos() {
        long stopped = stoppedNanos;
        return (stopped == 0 ? System.nanoTime() : stopped) + aheadNanos.get();
    }

    /** The stand-in stays within the second it is in. */
    void stopStandInClock() {
        stoppedNanos = System.nanoTime();
    }

    void startStandInClock() {
        stoppedNanos = 0;
    }
}
