package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is particular to a provider: its paths, its shapes, its errors, its signatures. The secrets are all {@value #SECRET}. */
public interface StandInProvider {
    /** Every token, key and password of every stand-in. */
    String SECRET = "demo";

    /** @return its path, and the name of the channel that it calls back */
    String kind();

    /** Messages a second that a stand-in takes where the provider's documents name no figure: twice what channels send by default. */
    int ASSUMED_PER_SECOND = 100;

    /** @return messages a second that the provider's documents allow, {@link #ASSUMED_PER_SECOND} where they name no figure */
    int ratePerSecond();

    /** @return messages with such a body a second, where those have a rate of their own; 0 where they have none */
    default int ratePerSecond(JsonObject body) {
        return 0;
    }

    /** @return whether what is above the rate waits at the provider, instead of being refused */
    default boolean queuesAboveRate() {
        return false;
    }

    /** @return how fast one recipient may be written to; null for as fast as anybody */
    default @Nullable Pace pace(String recipient) {
        return null;
    }

    /**
     * The pace toward one recipient.
     *
     * @param gapMillis between two messages, in the long run
     * @param burst messages that may come at once after a rest
     */
    record Pace(long gapMillis, int burst) {}

    /** Looks at a request: credentials, path, shape. */
    Judgement judge(Call call);

    /** @return the provider's own answer to a trouble; null when it has none that comes at once */
    @Nullable
    Reply refuse(Trouble trouble, Taken message);

    /** @return the id of the {@code number}-th message that was taken */
    String id(long number);

    /** @return the answer to a message that was taken */
    Reply taken(Taken message);

    /**
     * @param state sent, delivered, read, failed (not reachable) or expired
     * @return how the provider tells it; none when it does not
     */
    List<Hook> tell(Taken message, MessageState state);

    /**
     * @param id the provider's, the same again when it repeats itself
     * @return how the provider brings a text that somebody wrote; null when nobody can
     */
    @Nullable
    Hook inbound(String id, String from, String text);

    /**
     * @param id the provider's, the same again when it repeats itself
     * @param below what was taken last for the person who taps
     * @param words that stand on the reply
     * @return how the provider brings it; null when there are no such words, or nobody can tap
     */
    default @Nullable Hook tap(String id, Taken below, String words) {
        return null;
    }

    /** @return the same webhook as somebody without the secret would send it */
    default Hook forged(Hook hook) {
        return hook.altered();
    }

    /** @return whether a refused access token can be exchanged for another; the stand-in forgets the old one when it is refused */
    default boolean renewsTokens() {
        return false;
    }

    /** @return the answer to {@link Judgement.Ask}; null when the provider cannot be asked */
    default @Nullable Reply reach(String recipient, boolean reachable) {
        return null;
    }

    /** @return the answer to {@link Judgement.TakeBack}; null when the provider takes nothing back */
    default @Nullable Reply takenBack(boolean done) {
        return null;
    }

    /** @return how the provider makes sure that the webhook is ours; null when it does not */
    default @Nullable Handshake handshake() {
        return null;
    }

    /**
     * A question that a provider asks before it calls back.
     *
     * @param query behind the path of the webhook, empty or beginning with a question mark
     * @param answer the body that it wants to read
     */
    record Handshake(HttpMethod method, String query, Hook hook, String answer) {}

    /** What a request is. */
    sealed interface Judgement {
        /**
         * A message to send.
         *
         * @param id that the sender gave it, where the provider wants that; null for one of the provider's
         */
        record Send(
                String recipient, JsonObject body, @Nullable String id) implements Judgement {
            public Send(String recipient, JsonObject body) {
                this(recipient, body, null);
            }
        }

        /** The question whether somebody can be reached. */
        record Ask(String recipient) implements Judgement {}

        /** A message that is not to be delivered any more. */
        record TakeBack(String id) implements Judgement {}

        /** Anything else, with its answer: a token, a refusal. */
        record Other(Reply reply) implements Judgement {}
    }
}
