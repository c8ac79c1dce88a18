package dev.heliograph.channel.smpp;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.ChannelHealth;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.Submission;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Message;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A channel on an event loop of its own, with a lane of the simplest kind and somebody who hears its receipts. */
final class ChannelRig implements AutoCloseable, ChannelEvents {
    final Vertx vertx = Vertx.vertx();
    final SmppChannel channel;
    final List<ProviderReceipt> receipts = new CopyOnWriteArrayList<>();
    final List<InboundMessage> inbound = new CopyOnWriteArrayList<>();
    final Map<Long, Outcome.Sent> sent = new ConcurrentHashMap<>();
    final Map<Long, Outcome.Failed> failed = new ConcurrentHashMap<>();
    final Map<Failure, AtomicInteger> failures = new ConcurrentHashMap<>();

    /** Ids of an earlier run, which only the store remembers. */
    final Set<String> sentEarlier = ConcurrentHashMap.newKeySet();

    final List<Runnable> unstored = new CopyOnWriteArrayList<>();

    /** Whether receipts and messages stay unstored until a test says otherwise. */
    volatile boolean withhold;

    /** Whether the lane sends again what came to an unknown end. */
    volatile boolean retryUnknown = true;

    private final Context loop = vertx.getOrCreateContext();
    private final Deque<Submission> lane = new ArrayDeque<>();

    ChannelRig(SmppChannelOptions options) {
        this(options, new java.util.Random(1));
    }

    ChannelRig(SmppChannelOptions options, RandomGenerator random) {
        channel = new SmppChannel(options, vertx, System::currentTimeMillis, random);
        await(onLoop(() -> channel.start(this)));
    }

    /** Puts messages into the lane; they are retried until they are sent or fail for good. */
    void send(List<Message> messages) {
        loop.runOnContext(v -> {
            messages.forEach(message -> lane.add(Messages.first(message)));
            onCredit();
        });
    }

    /** Hands over one message, without regard to credit, and waits for its outcome. */
    Outcome submit(Message message) {
        return await(submitLater(message));
    }

    CompletableFuture<Outcome> submitLater(Message message) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        loop.runOnContext(
                v -> channel.submit(Messages.first(message), (submission, outcome) -> done.complete(outcome)));
        return done;
    }

    ChannelHealth health() {
        return call(channel::health);
    }

    void storeAll() {
        List<Runnable> due = List.copyOf(unstored);
        unstored.removeAll(due);
        loop.runOnContext(v -> due.forEach(Runnable::run));
    }

    <T> T call(Supplier<T> task) {
        return await(onLoop(() -> Future.succeededFuture(task.get())));
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> CompletableFuture<T> onLoop(Supplier<Future<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(v -> task.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        return done;
    }

    @Override
    public void onCredit() {
        for (Submission next = lane.peek(); next != null; next = lane.peek()) {
            int cost = channel.cost(next.message());
            if (channel.credit() < Math.min(cost, channel.creditMax())) {
                return;
            }
            lane.remove();
            channel.submit(next, this::onOutcome);
        }
    }

    private void onOutcome(Submission submission, Outcome outcome) {
        if (outcome instanceof Outcome.Sent taken) {
            sent.put(submission.message().id(), taken);
        } else if (outcome instanceof Outcome.Failed not) {
            failures.computeIfAbsent(not.failure(), f -> new AtomicInteger()).incrementAndGet();
            if (goesAgain(not.failure())) {
                Submission again =
                        new Submission(submission.message(), submission.attempt() + 1, submission.validityMillis());
                vertx.setTimer(20, id -> {
                    lane.add(again);
                    onCredit();
                });
            } else {
                failed.put(submission.message().id(), not);
            }
        }
        onCredit();
    }

    private boolean goesAgain(Failure failure) {
        return switch (failure.action()) {
            case SLOW_DOWN, PUT_BACK, RETRY -> true;
            case ASK_POLICY -> retryUnknown;
            case NEXT -> false;
        };
    }

    @Override
    public void onReceipt(ProviderReceipt receipt, Runnable stored) {
        receipts.add(receipt);
        store(stored);
    }

    @Override
    public void onReceipt(List<ProviderReceipt> readings, String recipient, IntConsumer meant, Runnable stored) {
        for (int i = 0; i < readings.size(); i++) {
            if (sentEarlier.contains(readings.get(i).providerId())) {
                onReceipt(readings.get(i), stored);
                meant.accept(i);
                return;
            }
        }
        onReceipt(readings.get(0), stored);
    }

    @Override
    public void onInbound(String from, InboundMessage message, Runnable stored) {
        inbound.add(message);
        store(stored);
    }

    private void store(Runnable stored) {
        if (withhold) {
            unstored.add(stored);
        } else {
            stored.run();
        }
    }

    @Override
    public void close() {
        await(onLoop(() -> channel.close(3_000)));
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }
}
