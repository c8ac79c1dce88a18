package dev.heliograph.channel;

import dev.heliograph.message.Message;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A way to reach people: one account at one provider. Every call, and every answer, is on the channel's event loop. */
public interface Channel {
    /** @return the channel's name in the configuration */
    String id();

    /** @return its kind: {@code smpp}, {@code whatsapp} ... */
    String kind();

    /**
     * Ids of a provider are unique within an account there. Channels that use one account name it alike, and then know the receipts of each other's messages.
     *
     * @return what names the account in the store and among the nodes; the channel's own name unless it says otherwise
     */
    default String providerAccount() {
        return id();
    }

    Capability capability();

    /**
     * Starts to connect; the channel reconnects by itself from then on.
     *
     * @param events where receipts, inbound messages and changes of credit go
     * @return done when the channel has begun, not when it is connected: a provider that is away must not keep the gateway from starting
     */
    Future<Void> start(ChannelEvents events);

    /** @return the recipient's address on this channel; null when the message has none that it could use */
    default @Nullable String address(Message message) {
        return message.to().value();
    }

    /**
     * How many provider requests {@code message} takes: what it costs in the channel's bucket and window.
     *
     * @return at least 1
     */
    int cost(Message message);

    /** @return how many provider requests the channel could take now; 0 while it is not connected */
    int credit();

    /** @return how many it could take with every session up and idle; a message that costs more is taken when the credit is whole */
    int creditMax();

    /**
     * Hands a message over. The lane has made sure of credit, tokens and validity.
     *
     * @param answer called exactly once, on this event loop, perhaps before this returns
     */
    void submit(Submission submission, OutcomeHandler answer);

    /**
     * Takes back what was handed over and not reported delivered, before the message is sent over another channel. Asked only where {@link Capability#revocable} says
     * that it can be, and of a few messages at a time.
     *
     * @param providerIds as {@link Outcome.Sent} named them
     * @param answer called exactly once, on this event loop, within the time that the channel gives any request: whether the provider has confirmed that nobody will get
     *     it. The message goes on either way; what the provider says later comes as a receipt
     */
    default void revoke(Message message, List<String> providerIds, Consumer<Boolean> answer) {
        answer.accept(false);
    }

    /**
     * Asks the provider whether it reaches somebody, where it can be asked.
     *
     * @param someone a message to that person, which is not sent
     * @param answer called exactly once, on this event loop, within the time that the channel gives any request
     */
    default void reaches(Message someone, Consumer<Reachable> answer) {
        answer.accept(Reachable.UNKNOWN);
    }

    /**
     * What the provider has said of a recipient lately, as the channel remembers it. Any thread may call; nobody is asked.
     *
     * @param address the recipient's on this channel; the digits of a phone number
     * @return null when it has said nothing, or too long ago
     */
    default @Nullable Said said(String address) {
        return null;
    }

    /**
     * What the channel counts beyond what its lane knows, for the metrics. Any thread may read.
     *
     * @return rising figures by name: lower case, words parted by dots, the same names always
     */
    default Map<String, LongAdder> counters() {
        return Map.of();
    }

    /** @return whether it is connected, for health and the console */
    ChannelHealth health();

    /** Lets what is under way end, at most {@code drainMillis}, then disconnects. */
    Future<Void> close(long drainMillis);
}
