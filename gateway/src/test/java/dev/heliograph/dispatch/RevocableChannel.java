package dev.heliograph.dispatch;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.ChannelHealth;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.message.Message;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * A channel whose provider takes messages back.
 *
 * @param revoked the ids that it was asked to take back
 * @param provider answers
 */
record RevocableChannel(Channel real, List<String> revoked, Consumer<Consumer<Boolean>> provider) implements Channel {
    @Override
    public void revoke(Message message, List<String> providerIds, Consumer<Boolean> answer) {
        revoked.addAll(providerIds);
        provider.accept(answer);
    }

    @Override
    public String id() {
        return real.id();
    }

    @Override
    public String kind() {
        return real.kind();
    }

    @Override
    public Capability capability() {
        Capability of = real.capability();
        return new Capability(
                of.receipts(),
                of.readReceipts(),
                of.bounces(),
                of.idempotent(),
                true,
                of.content(),
                of.window(),
                of.audience());
    }

    @Override
    public Future<Void> start(ChannelEvents events) {
        return real.start(events);
    }

    @Override
    public int cost(Message message) {
        return real.cost(message);
    }

    @Override
    public int credit() {
        return real.credit();
    }

    @Override
    public int creditMax() {
        return real.creditMax();
    }

    @Override
    public void submit(Submission submission, OutcomeHandler answer) {
        real.submit(submission, answer);
    }

    @Override
    public ChannelHealth health() {
        return real.health();
    }

    @Override
    public Future<Void> close(long drainMillis) {
        return real.close(drainMillis);
    }
}
