package dev.heliograph.conversation;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants nothing more, or is back.
 *
 * @param account whom it concerns, {@link #EVERYBODY} for all that use a channel
 * @param channel kind of channel, {@link #EVERY_CHANNEL}, or the name of a channel when the account is everybody
 * @param address as {@link PlainAddress} has it
 * @param out false for whoever is back
 * @param atMillis when it was said, milliseconds since 1970
 * @param by what said it: {@code word}, {@code api}, {@code provider}
 */
public record OptOut(String account, String channel, String address, boolean out, long atMillis, String by) {
    public static final String EVERYBODY = "";
    public static final String EVERY_CHANNEL = "*";

    /** That somebody is back is remembered so long, so that an older word of another node does not count after it. */
    private static final long BACK_MILLIS = 30L * 24 * 60 * 60 * 1000;

    long fingerprint() {
        return Fingerprint.of(account, channel, address);
    }

    byte[] key() {
        return ShelfKey.of(account, address, channel).octets();
    }

    ShelfRow row() {
        byte[] value = toJson().put("v", 1).toBuffer().getBytes();
        return new ShelfRow(Shelf.OPT_OUTS, key(), value, out ? 0 : atMillis + BACK_MILLIS);
    }

    /** @return whether it counts although {@code known} does: said later, or in the same moment and to leave */
    boolean isAfter(OptOut known) {
        return atMillis > known.atMillis || (atMillis == known.atMillis && out && !known.out);
    }

    /** @return the same, said then if it was said before */
    OptOut notBefore(long millis) {
        return atMillis >= millis ? this : new OptOut(account, channel, address, out, millis, by);
    }

    /** @return the same as other nodes read it */
    public JsonObject toJson() {
        return new JsonObject()
                .put("account", account)
                .put("channel", channel)
                .put("address", address)
                .put("out", out)
                .put("at", atMillis)
                .put("by", by);
    }

    /** @return what {@link #toJson} wrote; null when it is something else */
    public static @Nullable OptOut of(JsonObject json) {
        return json.getValue("account") instanceof String account
                        && json.getValue("channel") instanceof String channel
                        && json.getValue("address") instanceof String address
                        && json.getValue("out") instanceof Boolean out
                        && json.getValue("at") instanceof Number at
                        && json.getValue("by") instanceof String by
                ? new OptOut(account, channel, address, out, at.longValue(), by)
                : null;
    }

    /** @return what a row of the shelf says; null when it says nothing */
    public static @Nullable OptOut of(ShelfRow row) {
        byte[] value = row.value();
        return value == null ? null : of(Json.read(value));
    }
}
