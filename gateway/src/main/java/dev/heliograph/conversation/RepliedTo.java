package dev.heliograph.conversation;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.store.Store;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which message somebody answers: one of this node's, or one that another node has sent. Any thread. */
public final class RepliedTo {
    private final Store store;
    private volatile @Nullable Elsewhere others;

    /** The other nodes. */
    public interface Elsewhere {
        /** @param answer called once, soon, on any thread; null when none of them has said that it knows the message */
        void ask(Question question, Consumer<@Nullable Answered> answer);
    }

    RepliedTo(Store store) {
        this.store = store;
    }

    /** There are other nodes, which provider's webhooks do not tell apart. */
    public void share(Elsewhere asked) {
        others = asked;
    }

    /**
     * What is known of the message that is answered.
     *
     * @param channel on which the answer came
     * @param providerAccount of that channel
     * @param message the message's own id, where the provider brought that back; 0 where it brought its own
     * @param providerId the provider's id; empty where {@code message} is known
     */
    public record Question(String channel, String providerAccount, long message, String providerId) {
        /** @return null for a message that answers none */
        static @Nullable Question of(InboundChannel channel, InboundContext context) {
            if (context.message() != 0) {
                return new Question(channel.id(), channel.providerAccount(), context.message(), "");
            }
            String repliesTo = context.repliesTo();
            return repliesTo == null ? null : new Question(channel.id(), channel.providerAccount(), 0, repliesTo);
        }

        /** @return the same as other nodes read it */
        public JsonObject toJson() {
            return new JsonObject()
                    .put("channel", channel)
                    .put("at", providerAccount)
                    .put("message", message == 0 ? "" : MessageId.text(message))
                    .put("provider", providerId);
        }

        /** @return what {@link #toJson} wrote; null when it is something else */
        public static @Nullable Question of(JsonObject json) {
            return json.getValue("channel") instanceof String channel
                            && json.getValue("at") instanceof String account
                            && json.getValue("message") instanceof String message
                            && json.getValue("provider") instanceof String provider
                    ? new Question(channel, account, MessageId.parse(message, 0), provider)
                    : null;
        }
    }

    /**
     * The message that is answered, as the node knows it that has sent it.
     *
     * @param account whose it is
     * @param reference the account's own, or null
     * @param providerId by which the provider knows it; null when it knows it by none
     */
    public record Answered(
            String account,
            long message,
            @Nullable String reference,
            @Nullable String providerId) {
        /** @return the same as other nodes read it */
        public JsonObject toJson() {
            return new JsonObject()
                    .put("account", account)
                    .put("message", MessageId.text(message))
                    .put("reference", reference)
                    .put("provider", providerId);
        }

        /** @return what {@link #toJson} wrote; null when it is something else */
        public static @Nullable Answered of(JsonObject json) {
            if (json.getValue("account") instanceof String account && json.getValue("message") instanceof String text) {
                long message = MessageId.parse(text, 0);
                String reference = json.getValue("reference") instanceof String given ? given : null;
                String provider = json.getValue("provider") instanceof String id ? id : null;
                return message == 0 ? null : new Answered(account, message, reference, provider);
            }
            return null;
        }
    }

    /**
     * Finds it, here or at another node.
     *
     * @param elsewhere whether there is time to ask the other nodes
     * @param answer on {@code owner}; null when nobody knows
     */
    void find(Question question, boolean elsewhere, Executor owner, Consumer<@Nullable Answered> answer) {
        Elsewhere asked = elsewhere ? others : null;
        findHere(question, owner, found -> {
            if (found != null || asked == null) {
                answer.accept(found);
            } else {
                asked.ask(question, told -> owner.execute(() -> answer.accept(told)));
            }
        });
    }

    /** Finds it among the messages of this node. */
    public void findHere(Question question, Executor owner, Consumer<@Nullable Answered> answer) {
        if (question.message() == 0) {
            store.correlate(
                    question.providerAccount(),
                    question.providerId(),
                    owner,
                    found -> answer.accept(
                            found == null
                                    ? null
                                    : new Answered(
                                            found.message().account(),
                                            found.message().id(),
                                            found.message().reference(),
                                            question.providerId())),
                    () -> answer.accept(null));
        } else {
            store.find(
                    question.message(),
                    owner,
                    found -> answer.accept(
                            found == null
                                    ? null
                                    : new Answered(
                                            found.message().account(),
                                            found.message().id(),
                                            found.message().reference(),
                                            providerId(found.status(), question.channel()))),
                    () -> answer.accept(null));
        }
    }

    private static @Nullable String providerId(MessageStatus status, String channel) {
        String last = null;
        for (Attempt attempt : status.attempts()) {
            if (attempt.channel().equals(channel) && !attempt.parts().isEmpty()) {
                last = attempt.parts().get(attempt.parts().size() - 1).providerId();
            }
        }
        return last;
    }
}
