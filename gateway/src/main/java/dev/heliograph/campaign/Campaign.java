package dev.heliograph.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.message.MessageState;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One campaign while the node runs; its durable half is a row, the rest is made of the recipients' rows after a start. Belongs to the loop of the campaigns. */
final class Campaign {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** What a campaign takes in memory beside its message and its names. */
    private static final int OBJECT_OCTETS = 2 << 10;

    /** What its owner has decided. */
    enum Wish {
        RUNNING,
        PAUSED,
        CANCELLED
    }

    /** A recipient that was read and not released. */
    record Waiting(long index, byte[] recipient) {}

    final long id;
    final String account;
    final String name;
    final byte[] message;
    Spread spread;
    Wish wish;

    /** Recipients that are durable. */
    long size;

    /** Recipients that were given an index, durable or not yet. */
    long given;

    /** What became of the recipients; after a start as it was written down last, until they are counted. */
    Counts counts = new Counts();

    /** What is being counted anew, null when nothing is. */
    @Nullable
    Counts recount;

    /** Whether its recipients were counted since the start: before that nobody knows how many there are. */
    boolean counted;

    /** Whether nobody is released because a count is due or under way. */
    boolean held;

    // ---- how it was made
    /** The client's key for making it, empty for none, and what the body said. */
    String key = "";

    byte[] bodyDigest = {};
    /** Whether the recipients that came with it are not all there yet. */
    boolean unfinished;

    /** Those that clients send recipients by now, by their key. */
    final Map<String, RecipientList> lists = new HashMap<>();

    /** Whether its row says that it is not to be counted after a start. */
    boolean settledOnDisk;

    // ---- the feeder's
    final ArrayDeque<Waiting> ahead = new ArrayDeque<>();
    byte[] readAfter = {};
    boolean reading;
    boolean readAll;
    int underWay;
    double credit;
    long lastTickMillis;
    long notBeforeMillis;
    double measured;
    long releasedBefore;
    boolean dirty;

    Campaign(long id, String account, String name, byte[] message, Spread spread, Wish wish) {
        this.id = id;
        this.account = account;
        this.name = name;
        this.message = message;
        this.spread = spread;
        this.wish = wish;
    }

    static long octets(byte[] message, String name, String key) {
        return OBJECT_OCTETS + message.length + 2L * (name.length() + key.length());
    }

    /** @return what it takes in memory as long as it is kept, without recipients; always the same */
    long octets() {
        return octets(message, name, key);
    }

    long waiting() {
        return size - counts.released - counts.refused;
    }

    boolean isOpen() {
        return wish != Wish.CANCELLED && (size == 0 || waiting() > 0 || hasUnended());
    }

    /** @return whether it can be dropped without losing anybody: all of its recipients are known, and none of them nor any new one is under way */
    boolean mayBeForgotten() {
        return counted && given == size && lists.isEmpty() && !isOpen();
    }

    /** @return whether there are messages whose end is not known */
    boolean hasUnended() {
        return counts.untracked > 0 || counts.ended() < counts.released;
    }

    /** @return whether recipients may be released, as far as the campaign itself says */
    boolean goes() {
        return counted && !held && wish == Wish.RUNNING;
    }

    /** @return the counts that what happens now belongs to */
    Counts current() {
        Counts anew = recount;
        return anew == null ? counts : anew;
    }

    void move(@Nullable MessageState from, MessageState to) {
        current().move(from, to);
        dirty = true;
    }

    // ---- its row

    static byte[] key(String account, long id) {
        return ShelfKey.of(account).number(id).octets();
    }

    ShelfRow row(long expiresAtMillis) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("v", 1).put("id", id).put("account", account).put("name", name).put("wish", wish.name());
        json.put("message", message).put("size", size);
        json.put("rate", spread.perSecond()).put("from", spread.fromMillis()).put("to", spread.toMillis());
        // Not while a recipient is on its way to the disk: after a start nobody would look for it.
        settledOnDisk = counted && recount == null && given == size && !isOpen();
        json.put("settled", settledOnDisk).put("refused", counts.refused).put("released", counts.released);
        json.put("key", key).put("body", bodyDigest).put("unfinished", unfinished);
        ObjectNode states = json.putObject("states");
        counts.states.forEach((state, count) -> states.put(state.name(), count));
        Spread.Hours hours = spread.hours();
        if (hours != null) {
            json.put("hoursFrom", hours.from().toString())
                    .put("hoursTo", hours.to().toString());
            json.put("zone", hours.zone().getId());
        }
        try {
            return new ShelfRow(Shelf.CAMPAIGNS, key(account, id), MAPPER.writeValueAsBytes(json), expiresAtMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Campaign read(byte[] value) {
        try {
            JsonNode json = MAPPER.readTree(value);
            Spread.Hours hours = json.has("zone")
                    ? new Spread.Hours(
                            LocalTime.parse(json.get("hoursFrom").textValue()),
                            LocalTime.parse(json.get("hoursTo").textValue()),
                            ZoneId.of(json.get("zone").textValue()))
                    : null;
            Campaign campaign = new Campaign(
                    json.get("id").longValue(),
                    json.get("account").textValue(),
                    json.get("name").textValue(),
                    json.get("message").binaryValue(),
                    new Spread(
                            json.get("rate").doubleValue(),
                            json.get("from").longValue(),
                            json.get("to").longValue(),
                            hours),
                    Wish.valueOf(json.get("wish").textValue()));
            campaign.size = json.get("size").longValue();
            campaign.given = campaign.size;
            campaign.counts.refused = json.get("refused").longValue();
            campaign.counts.released = json.get("released").longValue();
            json.get("states")
                    .properties()
                    .forEach(entry -> campaign.counts.states.put(
                            MessageState.valueOf(entry.getKey()),
                            entry.getValue().longValue()));
            campaign.releasedBefore = campaign.counts.released;
            campaign.settledOnDisk = json.get("settled").booleanValue();
            campaign.counted = campaign.settledOnDisk;
            campaign.key = json.path("key").asText("");
            campaign.bodyDigest = json.has("body") ? json.get("body").binaryValue() : new byte[0];
            campaign.unfinished = json.path("unfinished").asBoolean(false);
            return campaign;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
