package dev.heliograph.conversation;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.Part;
import dev.heliograph.sms.Reassembled;
import dev.heliograph.sms.Reassembler;
import dev.heliograph.sms.SegmentInfo;
import dev.heliograph.sms.UserDataHeader;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the parts of long inbound messages. Each part is on the disk before it is acknowledged, so that a new process goes on where the old one was; the whole message and
 * the end of its parts are one write. What misses parts when its time is over goes on with gaps. One per channel, on the channel's event loop.
 */
final class Joining {
    /** As long as others wait who join. */
    static final long WAIT_MILLIS = Duration.ofMinutes(30).toMillis();

    private static final int OPEN_MAX = 10_000;
    private static final long OCTETS_MAX = 4L << 20;
    private static final String GAP = "…";
    private static final byte[] NO_HEADER = new byte[0];
    private static final Logger log = LoggerFactory.getLogger(Joining.class);

    private final Store store;
    private final String channel;
    private final Executor loop;
    private final LongSupplier wallMillis;
    private final Whole whole;
    private final Reassembler reassembler =
            new Reassembler(new Reassembler.Limits(OPEN_MAX, OCTETS_MAX, WAIT_MILLIS), this::left);

    /** What has left during a call. */
    private final List<Reassembled> left = new ArrayList<>();

    private long latestMillis;

    /** Takes a message that is whole, or will never be. */
    interface Whole {
        /** @param rows to be written with it */
        void take(InboundMessage message, List<ShelfRow> rows, Runnable stored);
    }

    Joining(Store store, String channel, Executor loop, LongSupplier wallMillis, Whole whole) {
        this.store = store;
        this.channel = channel;
        this.loop = loop;
        this.wallMillis = wallMillis;
        this.whole = whole;
    }

    private void left(Reassembled message) {
        left.add(message);
    }

    /** Time as the reassembler wants it: never back. */
    private long now() {
        latestMillis = Math.max(latestMillis, wallMillis.getAsLong());
        return latestMillis;
    }

    void take(InboundMessage message, Fragment fragment, Runnable stored) {
        String source = end(message.from());
        String destination = end(message.to());
        Reassembler.Outcome outcome = reassembler.offer(source, destination, fragment.info(), fragment.part(), now());
        if (outcome == Reassembler.Outcome.COMPLETE) {
            // The last to leave is this one; others went to make room.
            Reassembled complete = left.remove(left.size() - 1);
            letGo();
            pass(complete, stored);
        } else {
            letGo();
            store.keep(List.of(row(source, destination, fragment)), loop, stored);
        }
    }

    void sweep() {
        reassembler.expire(now());
        letGo();
    }

    private void letGo() {
        List<Reassembled> gone = List.copyOf(left);
        left.clear();
        gone.forEach(message -> {
            log.info("{}: a message from a person misses {} parts", channel, message.missing());
            pass(message, () -> {});
        });
    }

    private void pass(Reassembled message, Runnable stored) {
        List<ShelfRow> rows = new ArrayList<>();
        for (int number = 1; number <= message.parts().size(); number++) {
            rows.add(ShelfRow.dropped(
                    Shelf.INBOUND_PARTS,
                    key(
                            message.source(),
                            message.destination(),
                            message.reference(),
                            message.parts().size(),
                            number)));
        }
        String text = message.text(GAP);
        Content content = text == null ? octets(message) : new Content.Text(text);
        Address from = end(message.source());
        Address to = end(message.destination());
        whole.take(new InboundMessage(from, to, content, text == null ? "" : text, now()), rows, stored);
    }

    private static Content octets(Reassembled message) {
        int dataCoding = 0;
        for (Part part : message.parts()) {
            dataCoding = part == null ? dataCoding : part.dataCoding();
        }
        return new Content.Sms("", 0, 0, 0, dataCoding, message.octets(), NO_HEADER);
    }

    // ---- on the disk

    /** Offers what the last run had, in the order in which it came. */
    void recover(Runnable done) {
        List<JsonObject> parts = new ArrayList<>();
        ShelfScan.read(
                store,
                Shelf.INBOUND_PARTS,
                ShelfKey.of(channel).octets(),
                loop,
                row -> {
                    byte[] value = row.value();
                    if (value != null) {
                        parts.add(Json.read(value));
                    }
                },
                () -> {
                    parts.sort(Comparator.comparingLong(part -> part.getLong("at", 0L)));
                    parts.forEach(this::offerAgain);
                    letGo();
                    done.run();
                },
                () -> {
                    log.error(
                            "{}: parts of inbound messages cannot be read; they are left for the next start", channel);
                    done.run();
                });
    }

    private void offerAgain(JsonObject json) {
        Fragment fragment = fragment(json);
        if (fragment != null) {
            latestMillis = Math.max(latestMillis, json.getLong("at", 0L));
            reassembler.offer(
                    json.getString("from"), json.getString("to"), fragment.info(), fragment.part(), latestMillis);
        }
    }

    private static @Nullable Fragment fragment(JsonObject json) {
        try {
            ConcatenationCarrier carrier = ConcatenationCarrier.valueOf(json.getString("carrier", ""));
            byte[] octets = json.getBinary("octets", NO_HEADER);
            UserDataHeader header =
                    json.getBoolean("header", false) ? UserDataHeader.parse(octets) : UserDataHeader.NONE;
            byte[] userData = java.util.Arrays.copyOfRange(octets, header.octets(), octets.length);
            SegmentInfo info = new SegmentInfo(
                    carrier,
                    json.getInteger("reference", 0),
                    json.getInteger("total", 0),
                    json.getInteger("number", 0));
            return new Fragment(info, new Part(json.getInteger("coding", 0), header, userData));
        } catch (IllegalArgumentException | ClassCastException e) {
            return null;
        }
    }

    private ShelfRow row(String source, String destination, Fragment fragment) {
        SegmentInfo info = fragment.info();
        Part part = fragment.part();
        byte[] header = part.header().toOctets();
        byte[] octets = java.util.Arrays.copyOf(header, header.length + part.userData().length);
        System.arraycopy(part.userData(), 0, octets, header.length, part.userData().length);
        JsonObject json = new JsonObject()
                .put("v", 1)
                .put("from", source)
                .put("to", destination)
                .put("carrier", info.carrier().name())
                .put("reference", info.reference())
                .put("total", info.total())
                .put("number", info.number())
                .put("coding", part.dataCoding())
                .put("header", header.length > 0)
                .put("octets", octets)
                .put("at", latestMillis);
        byte[] key = key(source, destination, info.reference(), info.total(), info.number());
        return new ShelfRow(Shelf.INBOUND_PARTS, key, json.toBuffer().getBytes(), latestMillis + 2 * WAIT_MILLIS);
    }

    private byte[] key(String source, String destination, int reference, int total, int number) {
        return ShelfKey.of(channel, source, destination)
                .number(reference)
                .number(total)
                .number(number)
                .octets();
    }

    /** An address as one word. */
    private static String end(Address address) {
        return address.ton() + "," + address.npi() + "," + address.value();
    }

    private static Address end(String word) {
        String[] parts = word.split(",", 3);
        return new Address(parts[2], Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
}
