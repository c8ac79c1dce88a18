package dev.heliograph.conversation;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What nodes tell each other of somebody's window, beside that they wrote. What is lost the provider's answer tells. */
public sealed interface WindowNews {
    JsonObject toJson();

    /**
     * The person's message that it is about.
     *
     * @param channel its name in the configuration
     * @param address as {@link PlainAddress} has it
     * @param atMillis when they wrote it, 0 when nobody has seen them write
     * @param nth of their messages of that moment
     */
    record Opening(String channel, String address, long atMillis, int nth) {
        private JsonObject toJson() {
            return new JsonObject()
                    .put("channel", channel)
                    .put("address", address)
                    .put("at", atMillis)
                    .put("nth", nth);
        }

        private static @Nullable Opening of(JsonObject json) {
            return json.getValue("channel") instanceof String channel
                            && json.getValue("address") instanceof String address
                            && json.getValue("at") instanceof Number at
                            && json.getValue("nth") instanceof Number nth
                    ? new Opening(channel, address, at.longValue(), nth.intValue())
                    : null;
        }
    }

    /**
     * So many messages of this node the provider has taken since.
     *
     * @param count all of them, not only the last
     */
    record Followed(Opening opening, int count) implements WindowNews {
        @Override
        public JsonObject toJson() {
            return opening.toJson().put("count", count);
        }

        /** @return what {@link #toJson} wrote; null when it is something else */
        public static @Nullable Followed of(JsonObject json) {
            Opening opening = Opening.of(json);
            return opening != null && json.getValue("count") instanceof Number count
                    ? new Followed(opening, count.intValue())
                    : null;
        }
    }

    /** The provider has said to this node that it is closed. */
    record Shut(Opening opening, Window window) implements WindowNews {
        @Override
        public JsonObject toJson() {
            return opening.toJson()
                    .put("open", window.openMillis())
                    .put("messages", window.messagesMax())
                    .put("begins", window.personBegins());
        }

        /** @return what {@link #toJson} wrote; null when it is something else */
        public static @Nullable Shut of(JsonObject json) {
            Opening opening = Opening.of(json);
            return opening != null
                            && json.getValue("open") instanceof Number open
                            && json.getValue("messages") instanceof Number messages
                            && json.getValue("begins") instanceof Boolean begins
                            && open.longValue() >= 0
                            && messages.intValue() >= 0
                    ? new Shut(opening, new Window(open.longValue(), messages.intValue(), begins))
                    : null;
        }
    }
}
