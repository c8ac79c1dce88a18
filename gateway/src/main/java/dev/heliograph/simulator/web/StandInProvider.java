package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is particular to a provider: its paths, its shapes, its errors, its signatures. The secrets are all {@value #SECRET}. */
public interface StandInProvider {
    /** Every token, key and password of every stand-in. */
    String SECRET = "demo";

    /** @return its path, and the name of the channel that it calls back */
    String kind();

    /** @return messages a second that the provider's documents allow, 0 for any number */
    int ratePerSecond();

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

    /** @return the same webhook as somebody without the secret would send it */
    default Hook forged(Hook hook) {
        return hook.altered();
    }

    /** @return whether a refused access token can be exchanged for another; the stand-in forgets the old one when it is refused */
    default boolean renewsTokens() {
        return false;
    }

    /** What a request is. */
    sealed interface Judgement {
        /** A message to send. */
        record Send(String recipient, io.vertx.core.json.JsonObject body) implements Judgement {}

        /** Anything else, with its answer: a token, a refusal. */
        record Other(Reply reply) implements Judgement {}
    }
}
