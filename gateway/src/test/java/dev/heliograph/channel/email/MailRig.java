package dev.heliograph.channel.email;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.Submission;
import dev.heliograph.channel.web.HookFixture;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A mail channel on an event loop of its own. */
final class MailRig implements AutoCloseable, ChannelEvents {
    static final MailOptions.Sender SENDER = new MailOptions.Sender(
            "news@example.com", "Ann Müller, Breda", "New message", "https://example.com/u?m={message}");

    static final MailInbound INBOUND =
            new MailInbound("in.example.com", "a secret of at least 32 characters", true, true, "");

    final Vertx vertx;
    final List<ProviderReceipt> receipts = new CopyOnWriteArrayList<>();
    final List<InboundMessage> inbound = new CopyOnWriteArrayList<>();

    /** Whether the store answers. */
    volatile boolean storing = true;

    private final Context loop;
    private final MailChannel channel;
    private final MailOptions options;

    MailRig(Vertx vertx, MailOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.loop = vertx.getOrCreateContext();
        this.channel = new MailChannel(options, vertx, System::nanoTime, System::currentTimeMillis);
        call(() -> channel.start(this));
    }

    static MailOptions options(int port, MailOptions.Security security, String password, @Nullable TrustOptions trust) {
        return options(port, security, password, trust, null, null);
    }

    static MailOptions options(
            int port,
            MailOptions.Security security,
            String password,
            @Nullable TrustOptions trust,
            @Nullable MailInbound inbound,
            @Nullable DkimKey dkim) {
        return new MailOptions(
                "email",
                "127.0.0.1",
                port,
                security,
                trust,
                new MailOptions.Login("demo", password),
                SENDER,
                2,
                10_000,
                15_000,
                0,
                inbound,
                dkim);
    }

    MailChannel channel() {
        return channel;
    }

    /** @return a channel that was never started */
    MailChannel another() {
        return new MailChannel(options, vertx, System::nanoTime, System::currentTimeMillis);
    }

    /** @return on which the channel lives */
    Executor loop() {
        return task -> loop.runOnContext(go -> task.run());
    }

    /** @return a message as the API would have made it */
    static Message message(String address, Content content) {
        Message plain = HookFixture.text(MailChannel.KIND, address).message();
        return new Message(
                plain.id(),
                plain.account(),
                plain.door(),
                plain.from(),
                plain.to(),
                Map.of(MailChannel.KIND, address),
                content,
                plain.priority(),
                plain.receipts(),
                plain.reference(),
                plain.acceptedAtMillis(),
                plain.sendAtMillis(),
                plain.expiresAtMillis(),
                plain.segments(),
                plain.route());
    }

    Outcome send(String address, Content content) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        Submission submission = new Submission(message(address, content), 1, 60_000);
        loop.runOnContext(go -> channel.submit(submission, (of, outcome) -> done.complete(outcome)));
        return done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** All of them before any is answered, as far as the channel can. */
    List<Outcome> sendAll(int count) {
        List<CompletableFuture<Outcome>> sending = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CompletableFuture<Outcome> done = new CompletableFuture<>();
            sending.add(done);
            Message message = message("ann." + i + "x@example.com", new Content.Text("Hello " + i));
            loop.runOnContext(
                    go -> channel.submit(new Submission(message, 1, 60_000), (of, outcome) -> done.complete(outcome)));
        }
        return sending.stream()
                .map(done -> done.orTimeout(20, TimeUnit.SECONDS).join())
                .toList();
    }

    Outcome send(String address, Element element, @Nullable String subject) {
        return send(address, new Content.Rich(element, null, subject, Map.of(), false));
    }

    <T> T call(Supplier<Future<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(go -> task.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        return done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void onReceipt(ProviderReceipt receipt, Runnable stored) {
        receipts.add(receipt);
        if (storing) {
            stored.run();
        }
    }

    @Override
    public void onInbound(String from, InboundMessage message, Runnable stored) {
        inbound.add(message);
        if (storing) {
            stored.run();
        }
    }

    @Override
    public void onCredit() {}

    @Override
    public void close() {
        call(() -> channel.close(1_000));
    }
}
