package dev.heliograph.channel.messenger;

import dev.heliograph.channel.web.SentShelf;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was sent to each person lately and not read yet. Receipts speak of everything up to an instant, or up to a message; here are the ids that this means. The
 * newest {@value #MESSAGES_MAX} of a channel, {@value #OF_PERSON_MAX} of a person, and as many on the disk for the next run; on another node only the ids that a
 * receipt names itself are known.
 *
 * <p>What a receipt says is noted once it is stored: until then the provider may have to say it again.
 */
final class SentLately {
    static final int MESSAGES_MAX = 50_000;
    static final int OF_PERSON_MAX = 50;

    private static final int VERSION = 1;

    private final Map<String, ArrayDeque<Sent>> people = new HashMap<>();

    /** All of them, the oldest first. */
    private final LinkedHashSet<Sent> all = new LinkedHashSet<>();

    private SentShelf shelf = SentShelf.nowhere();

    /** A message; what it is on the shelf is its number. */
    static final class Sent {
        private final String person;
        private final String mid;
        private final long atMillis;
        private boolean delivered;
        private long number;

        private Sent(String person, String mid, long atMillis) {
            this.person = person;
            this.mid = mid;
            this.atMillis = atMillis;
        }

        private Sent(JsonObject note, long number) {
            this(note.getString("to"), note.getString("id"), note.getLong("at"));
            this.delivered = note.getBoolean("delivered");
            this.number = number;
        }

        private JsonObject toJson() {
            return new JsonObject()
                    .put("v", VERSION)
                    .put("to", person)
                    .put("id", mid)
                    .put("at", atMillis)
                    .put("delivered", delivered);
        }

        String mid() {
            return mid;
        }
    }

    /** Takes in what an earlier run had sent. */
    void recall(SentShelf kept, Runnable done) {
        shelf = kept;
        kept.read((note, number) -> hold(new Sent(note, number)), done);
    }

    /** @param atMillis by the provider's clock */
    void add(String person, String mid, long atMillis) {
        Sent sent = new Sent(person, mid, atMillis);
        sent.number = shelf.keep(sent.toJson());
        hold(sent);
        shelf.write();
    }

    private void hold(Sent sent) {
        ArrayDeque<Sent> theirs = people.computeIfAbsent(sent.person, first -> new ArrayDeque<>(2));
        theirs.add(sent);
        all.add(sent);
        if (theirs.size() > OF_PERSON_MAX) {
            forget(theirs.element());
        }
        if (all.size() > MESSAGES_MAX) {
            forget(all.iterator().next());
        }
    }

    private void forget(Sent sent) {
        ArrayDeque<Sent> theirs = people.get(sent.person);
        if (theirs == null || !all.remove(sent)) {
            return;
        }
        theirs.remove(sent);
        if (theirs.isEmpty()) {
            people.remove(sent.person);
        }
        shelf.drop(sent.number);
    }

    private ArrayDeque<Sent> to(String person) {
        return people.getOrDefault(person, new ArrayDeque<>(0));
    }

    /** @return the messages that are not known to be delivered, sent until {@code untilMillis} */
    List<Sent> undelivered(String person, long untilMillis) {
        return to(person).stream()
                .filter(sent -> !sent.delivered && sent.atMillis <= untilMillis)
                .toList();
    }

    /** @return the messages that are not known to be read, sent until {@code untilMillis} */
    List<Sent> unread(String person, long untilMillis) {
        return first(person, sent -> sent.atMillis <= untilMillis);
    }

    /** @return the messages that are not known to be read, {@code mid} and what was sent before it; none when that is not known itself */
    List<Sent> unreadThrough(String person, String mid) {
        boolean known = to(person).stream().anyMatch(sent -> sent.mid.equals(mid));
        if (!known) {
            return List.of();
        }
        List<Sent> through = first(person, sent -> !sent.mid.equals(mid));
        return to(person).stream().limit(through.size() + 1L).toList();
    }

    private List<Sent> first(String person, Predicate<Sent> include) {
        List<Sent> first = new ArrayList<>();
        for (Sent sent : to(person)) {
            if (!include.test(sent)) {
                break;
            }
            first.add(sent);
        }
        return first;
    }

    /** It is stored that they are delivered, and need not be said again. */
    void delivered(List<Sent> some) {
        for (Sent sent : some) {
            if (!sent.delivered && all.contains(sent)) {
                sent.delivered = true;
                shelf.change(sent.number, sent.toJson());
            }
        }
        shelf.write();
    }

    /** It is stored that they are read, after which nothing comes any more. */
    void read(List<Sent> some) {
        some.forEach(this::forget);
        shelf.write();
    }
}
