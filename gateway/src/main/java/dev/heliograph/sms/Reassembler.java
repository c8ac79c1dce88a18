package dev.heliograph.sms;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the parts of received messages: in any order, with duplicates, within bounds of count, octets and time.
 *
 * <p>Parts belong together when source, destination, carrier, reference and total agree. Senders reuse references, so two more rules hold messages
 * apart: a part that contradicts one held already (same number, other octets) begins a new message, and the old one leaves as it is. And a part of a
 * message that is complete already, which an SMSC sends again when our answer was lost, is held back: if nothing else comes it is dropped, as all of
 * it was delivered; if the rest comes too it is a message of its own.
 *
 * <p>Time is passed in: milliseconds from any origin, never going back. Owned by one event loop; every message that leaves, whole or partial, goes
 * to the sink on that loop.
 */
public final class Reassembler {

    /**
     * Bounds of what waits.
     *
     * @param openMax messages that wait for parts; with one more the oldest leaves as it is. As many complete ones are remembered by hash
     * @param octetsMax user data octets of all that waits; with more the oldest leave
     * @param timeoutMillis how long a message waits after its first part
     */
    public record Limits(int openMax, long octetsMax, long timeoutMillis) {
        /** 10,000 messages, 16 MiB, 24 hours. */
        public static final Limits DEFAULT = new Limits(10_000, 16L << 20, 24L * 60 * 60 * 1000);

        public Limits {
            if (openMax < 1 || octetsMax < 1 || timeoutMillis < 1) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }
    }

    /** What became of an offered part. */
    public enum Outcome {
        /** Kept: other parts are missing. */
        WAITING,
        /** The last part that was missing: the message went to the sink. */
        COMPLETE,
        /** Held already: dropped. */
        DUPLICATE
    }

    /** Parts of one message come closer together than this; a lone repeat that is older does not belong to a new message. */
    static final long REPEAT_MILLIS = 60_000;

    private record Key(String source, String destination, ConcatenationCarrier carrier, int reference, int total) {}

    @SuppressWarnings("ArrayRecordComponent") // hashes by part, never compared as a whole
    private record Finished(int[] hashes, long atMillis) {}

    private final Limits limits;
    private final Consumer<Reassembled> sink;

    /** Both in the order of age. */
    private final LinkedHashMap<Key, Waiting> open = new LinkedHashMap<>();

    private final LinkedHashMap<Key, Finished> finished = new LinkedHashMap<>();
    private long octets;

    /** @param sink takes every message that leaves; must not call back into this object */
    public Reassembler(Limits limits, Consumer<Reassembled> sink) {
        this.limits = limits;
        this.sink = sink;
    }

    /** Takes a part, after letting go what is over its time. */
    public Outcome offer(String source, String destination, SegmentInfo info, Part part, long nowMillis) {
        expire(nowMillis);
        Key key = new Key(source, destination, info.carrier(), info.reference(), info.total());
        Waiting waiting = open.get(key);
        if (waiting != null && waiting.holds(info.number(), part)) {
            return Outcome.DUPLICATE;
        }
        if (waiting != null && isOfAnother(key, waiting, info.number(), part, nowMillis)) {
            leave(key, waiting, Reassembled.Ending.SUPERSEDED);
            waiting = null;
        }
        if (waiting == null) {
            waiting = new Waiting(info.total(), nowMillis);
            open.put(key, waiting);
        }
        waiting.put(info.number(), part);
        octets += part.userData().length;
        if (waiting.isComplete()) {
            remember(key, waiting, nowMillis);
            leave(key, waiting, Reassembled.Ending.COMPLETE);
            return Outcome.COMPLETE;
        }
        makeRoom();
        return Outcome.WAITING;
    }

    /**
     * Lets go what is over its time; call it now and then when no parts come.
     *
     * @return how many messages were over their time
     */
    public int expire(long nowMillis) {
        long since = nowMillis - limits.timeoutMillis();
        int expired = 0;
        for (Map.Entry<Key, Waiting> oldest = oldest();
                oldest != null && oldest.getValue().sinceMillis <= since;
                oldest = oldest()) {
            leave(oldest.getKey(), oldest.getValue(), Reassembled.Ending.TIMED_OUT);
            expired++;
        }
        Iterator<Finished> remembered = finished.values().iterator();
        while (remembered.hasNext() && remembered.next().atMillis <= since) {
            remembered.remove();
        }
        return expired;
    }

    /** Messages that wait. */
    public int open() {
        return open.size();
    }

    /** User data octets that wait. */
    public long octets() {
        return octets;
    }

    private boolean isOfAnother(Key key, Waiting waiting, int number, Part part, long nowMillis) {
        if (waiting.contradicts(number, part)) {
            return true;
        }
        Finished before = finished.get(key);
        return before != null
                && nowMillis - waiting.sinceMillis > REPEAT_MILLIS
                && waiting.repeats(before.hashes)
                && before.hashes[number - 1] != Waiting.hash(part);
    }

    private void remember(Key key, Waiting waiting, long nowMillis) {
        // Removed first, so that it moves to the young end.
        finished.remove(key);
        finished.put(key, new Finished(waiting.hashes(), nowMillis));
        if (finished.size() > limits.openMax()) {
            finished.remove(finished.keySet().iterator().next());
        }
    }

    private void makeRoom() {
        while (open.size() > limits.openMax() || octets > limits.octetsMax()) {
            Map.Entry<Key, Waiting> oldest = oldest();
            if (oldest == null) {
                return;
            }
            leave(oldest.getKey(), oldest.getValue(), Reassembled.Ending.EVICTED);
        }
    }

    private Map.@Nullable Entry<Key, Waiting> oldest() {
        return open.isEmpty() ? null : open.entrySet().iterator().next();
    }

    private void leave(Key key, Waiting waiting, Reassembled.Ending ending) {
        open.remove(key);
        octets -= waiting.octets;
        Finished before = finished.get(key);
        boolean told = ending != Reassembled.Ending.COMPLETE && before != null && waiting.repeats(before.hashes);
        if (!told) {
            sink.accept(
                    new Reassembled(key.source, key.destination, key.reference, ending, Arrays.asList(waiting.parts)));
        }
    }

    /** A message that waits for parts. */
    private static final class Waiting {
        private final @Nullable Part[] parts;
        private final long sinceMillis;
        private int held;
        private long octets;

        Waiting(int total, long nowMillis) {
            this.parts = new Part[total];
            this.sinceMillis = nowMillis;
        }

        void put(int number, Part part) {
            parts[number - 1] = part;
            held++;
            octets += part.userData().length;
        }

        boolean isComplete() {
            return held == parts.length;
        }

        boolean holds(int number, Part part) {
            Part there = parts[number - 1];
            return there != null
                    && there.dataCoding() == part.dataCoding()
                    && Arrays.equals(there.userData(), part.userData());
        }

        /** Whether the part cannot be of this message: its place is taken, or its alphabet is another. */
        boolean contradicts(int number, Part part) {
            if (parts[number - 1] != null) {
                return true;
            }
            for (Part there : parts) {
                if (there != null) {
                    return there.dataCoding() != part.dataCoding();
                }
            }
            return false;
        }

        /** Whether each part held is one of a complete message. */
        boolean repeats(int[] hashes) {
            for (int i = 0; i < parts.length; i++) {
                Part part = parts[i];
                if (part != null && hash(part) != hashes[i]) {
                    return false;
                }
            }
            return true;
        }

        int[] hashes() {
            int[] hashes = new int[parts.length];
            for (int i = 0; i < parts.length; i++) {
                Part part = parts[i];
                hashes[i] = part == null ? 0 : hash(part);
            }
            return hashes;
        }

        static int hash(Part part) {
            return 31 * part.dataCoding() + Arrays.hashCode(part.userData());
        }
    }
}
