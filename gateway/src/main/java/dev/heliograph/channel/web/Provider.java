package dev.heliograph.channel.web;

import dev.heliograph.channel.Outcome;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Message;
import org.jspecify.annotations.Nullable;

/** What is particular to a provider: which fields are called what. One per channel; called on the channel's event loop. */
public interface Provider {
    /** @return the recipient's address at this provider, or null when the message has none */
    @Nullable
    String address(Message message);

    /**
     * @param token the current access token; empty when {@link #tokens} is null
     * @return the request that sends one part
     */
    WebRequest request(Part part, String token);

    /** @return what the answer to a part means: {@link Outcome.Sent} with one id in canonical form, or {@link Outcome.Failed} */
    Outcome outcome(Part part, WebAnswer answer);

    /**
     * Only of a kind whose capability says that it is revocable.
     *
     * @return the request that takes back what was not delivered yet, or null when this provider has none; any answer of 2xx means that it is taken back
     */
    default @Nullable WebRequest revocation(Message message, String providerId, String token) {
        return null;
    }

    /**
     * @param ofKind what the kind says
     * @return when this provider lets us write freely to somebody, as it is set up
     */
    default Window window(Window ofKind) {
        return ofKind;
    }

    /** @return where access tokens come from; null when the credentials are part of every request */
    default @Nullable TokenSource tokens() {
        return null;
    }

    /** @return how to ask whether it reaches somebody; null when only sending tells */
    default @Nullable ReachLookup lookup() {
        return null;
    }

    /**
     * Takes in what an earlier run had to know of the messages that it sent; called before anything is sent or called back, and not at all where nothing is kept.
     *
     * @param shelf where it lies, and where this run keeps it for the next
     * @param done runs behind it
     */
    default void recall(SentShelf shelf, Runnable done) {
        done.run();
    }

    /**
     * Reads a request of the provider to {@code /hooks/{channel}}: checks its signature over the raw body before anything else is looked at.
     *
     * @param nowMillis milliseconds since 1970
     * @throws IllegalArgumentException when the body is not what the provider's documents say; answered 400
     */
    HookReading read(HookRequest request, long nowMillis);
}
