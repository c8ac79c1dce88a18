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
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One campaign while the node runs; its durable half is a row, the rest is made of the recipients' rows after a start. Belongs to the loop of the campaigns. */
final class Campaign {
    private static final JsonMapper MAPPER = new JsonMapper();

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

    // ---- what became of the recipients
    long refused;
    long released;
    final Map<MessageState, Long> states = new EnumMap<>(MessageState.class);
    /** Released, and their end neither known nor waited for in memory. */
    long untracked;
    /** Whether {@code states} were counted since the start. */
    boolean counted;

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

    long waiting() {
        return size - released - refused;
    }

    boolean isOpen() {
        return wish != Wish.CANCELLED && (size == 0 || waiting() > 0 || untracked > 0 || ended() < released);
    }

    /** @return messages that have come to their end */
    long ended() {
        long sum = 0;
        for (Map.Entry<MessageState, Long> entry : states.entrySet()) {
            sum += entry.getKey().isFinal() ? entry.getValue() : 0;
        }
        return sum;
    }

    void move(@Nullable MessageState from, MessageState to) {
        if (from != null) {
            states.merge(from, -1L, Long::sum);
        }
        states.merge(to, 1L, Long::sum);
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
        json.put("settled", counted && !isOpen()).put("refused", refused).put("released", released);
        ObjectNode counts = json.putObject("states");
        states.forEach((state, count) -> counts.put(state.name(), count));
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
            if (json.get("settled").booleanValue()) {
                campaign.counted = true;
                campaign.size = json.get("size").longValue();
                campaign.given = campaign.size;
                campaign.refused = json.get("refused").longValue();
                campaign.released = json.get("released").longValue();
                json.get("states")
                        .properties()
                        .forEach(entry -> campaign.states.put(
                                MessageState.valueOf(entry.getKey()),
                                entry.getValue().longValue()));
            }
            return campaign;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
