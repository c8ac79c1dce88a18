package dev.heliograph.receipt.exchange;

import dev.heliograph.message.MessageState;
import dev.heliograph.store.ParkedReceipt;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What nodes write to each other, as JSON with a version. Nothing of a message but its recipient's number, and that only where it decides between ids. */
sealed interface Note {
    /** Characters of a note; ids have at most 64, names of accounts 255. */
    int CHARACTERS_MAX = 4_096;

    int VERSION = 1;

    /** @return who wrote it */
    String node();

    /** A node that has come (back): what it may know is worth asking again. */
    record Hello(String node) implements Note {}

    /** Who has sent the message of this receipt? */
    record Offer(String node, ParkedReceipt receipt) implements Note {}

    /**
     * The node that wrote this has stored what the receipt says.
     *
     * @param to who had offered it
     */
    record Taken(String node, String to, String account, String providerId, MessageState state) implements Note {}

    default String toText() {
        JsonObject json = new JsonObject().put("v", VERSION).put("node", node());
        if (this instanceof Offer offer) {
            ParkedReceipt receipt = offer.receipt;
            json.put("kind", "offer")
                    .put("account", receipt.account())
                    .put("id", receipt.providerId())
                    .put("state", receipt.state().name())
                    .put("channel", receipt.channel())
                    .put("error", receipt.errorCode())
                    .put("at", receipt.atMillis())
                    .put("received", receipt.receivedAtMillis());
            if (!receipt.otherIds().isEmpty()) {
                json.put("others", new JsonArray(receipt.otherIds())).put("recipient", receipt.recipient());
            }
        } else if (this instanceof Taken taken) {
            json.put("kind", "taken")
                    .put("to", taken.to)
                    .put("account", taken.account)
                    .put("id", taken.providerId)
                    .put("state", taken.state.name());
        } else {
            json.put("kind", "hello");
        }
        return json.encode();
    }

    /** @return null when it is no note that this version understands */
    static @Nullable Note parse(String text) {
        if (text.length() > CHARACTERS_MAX) {
            return null;
        }
        try {
            JsonObject json = new JsonObject(text);
            if (json.getInteger("v", 0) != VERSION) {
                return null;
            }
            String node = text(json, "node");
            return switch (text(json, "kind")) {
                case "hello" -> new Hello(node);
                case "offer" -> new Offer(node, receipt(json));
                case "taken" -> new Taken(node, text(json, "to"), text(json, "account"), text(json, "id"), state(json));
                default -> null;
            };
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            return null;
        }
    }

    private static ParkedReceipt receipt(JsonObject json) {
        List<String> others = new ArrayList<>();
        JsonArray listed = json.getJsonArray("others", new JsonArray());
        for (int i = 0; i < listed.size(); i++) {
            others.add(listed.getString(i));
        }
        return new ParkedReceipt(
                text(json, "account"),
                text(json, "channel"),
                text(json, "id"),
                others,
                json.getString("recipient", ""),
                state(json),
                json.getInteger("error", 0),
                json.getLong("at", 0L),
                json.getLong("received", 0L));
    }

    private static MessageState state(JsonObject json) {
        return MessageState.valueOf(text(json, "state"));
    }

    private static String text(JsonObject json, String name) {
        String value = json.getString(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
