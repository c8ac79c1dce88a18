package dev.heliograph.conversation;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants nothing more, or is back: what was said, and with it what is known of this person.
 *
 * @param account whom it concerns, {@link #EVERYBODY} for all that use a channel
 * @param channel kind of channel, {@link #EVERY_CHANNEL}, or the name of a channel when the account is everybody
 * @param address as {@link PlainAddress} has it
 * @param out false for whoever is back
 * @param atMillis when it was said, milliseconds since 1970
 * @param by what said it: {@code word}, {@code api}, {@code provider}
 * @param stops which words stand
 * @param momentMillis when it happened, by the clock of whoever said it
 */
public record OptOut(
        String account,
        String channel,
        String address,
        boolean out,
        long atMillis,
        String by,
        Stops stops,
        long momentMillis) {
    public static final String EVERYBODY = "";

    /** Everybody as well, where the person has said so in words: coming back ends what a provider has said, and not this. No account is called so. */
    public static final String EVERYBODY_IN_WORDS = "*";

    public static final String EVERY_CHANNEL = "*";

    /** That somebody is back is remembered so long, so that an older word of another node does not count after it. */
    private static final long BACK_MILLIS = 30L * 24 * 60 * 60 * 1000;

    /** A word of which nothing is known but its time. */
    public OptOut(String account, String channel, String address, boolean out, long atMillis, String by) {
        this(account, channel, address, out, atMillis, by, atMillis);
    }

    /** The same, of a moment before it was heard. */
    OptOut(String account, String channel, String address, boolean out, long atMillis, String by, long momentMillis) {
        this(account, channel, address, out, atMillis, by, Stops.byClock(out, atMillis), momentMillis);
    }

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

    /** @return the same, said then and there */
    OptOut said(long newAtMillis, Stops newStops) {
        return new OptOut(account, channel, address, newStops.out(), newAtMillis, by, newStops, momentMillis);
    }

    /** @return what is known with {@code known}; equal to that when this is no news */
    public OptOut and(OptOut known) {
        Stops both = stops.and(known.stops);
        if (both.equals(known.stops)) {
            return known;
        }
        OptOut later = atMillis >= known.atMillis ? this : known;
        OptOut shown = out == known.out ? later : out == both.out() ? this : known;
        return shown.said(shown.atMillis, both);
    }

    /** @return the same as other nodes read it */
    public JsonObject toJson() {
        return new JsonObject()
                .put("account", account)
                .put("channel", channel)
                .put("address", address)
                .put("out", out)
                .put("at", atMillis)
                .put("by", by)
                .put("moment", momentMillis)
                .put("stops", stops.toJson());
    }

    /** @return what {@link #toJson} wrote; null when it is something else */
    public static @Nullable OptOut of(JsonObject json) {
        if (!(json.getValue("account") instanceof String account
                && json.getValue("channel") instanceof String channel
                && json.getValue("address") instanceof String address
                && json.getValue("out") instanceof Boolean out
                && json.getValue("at") instanceof Number at
                && json.getValue("by") instanceof String by)) {
            return null;
        }
        Stops stops = json.getValue("stops") instanceof JsonObject known ? Stops.of(known) : null;
        long moment = json.getValue("moment") instanceof Number known ? known.longValue() : at.longValue();
        return stops == null
                ? new OptOut(account, channel, address, out, at.longValue(), by, moment)
                : new OptOut(account, channel, address, stops.out(), at.longValue(), by, stops, moment);
    }

    /** @return what a row of the shelf says; null when it says nothing */
    public static @Nullable OptOut of(ShelfRow row) {
        byte[] value = row.value();
        return value == null ? null : of(Json.read(value));
    }
}
