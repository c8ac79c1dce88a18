package dev.heliograph.channel.messenger;

import dev.heliograph.channel.web.Recent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was sent to each person lately. Receipts speak of everything up to an instant, or up to a message; here are the ids that this means. After a restart, and on
 * another node, only the ids that a receipt names itself are known.
 */
final class SentLately {
    private static final int PEOPLE_MAX = 20_000;
    private static final int MESSAGES_MAX = 50;

    private final Map<String, ArrayDeque<Sent>> people = Recent.byUse(PEOPLE_MAX);

    private static final class Sent {
        private final String mid;
        private final long atMillis;
        private boolean delivered;

        private Sent(String mid, long atMillis) {
            this.mid = mid;
            this.atMillis = atMillis;
        }
    }

    /** @param atMillis by the provider's clock */
    void add(String person, String mid, long atMillis) {
        ArrayDeque<Sent> sent = people.computeIfAbsent(person, first -> new ArrayDeque<>(2));
        sent.add(new Sent(mid, atMillis));
        if (sent.size() > MESSAGES_MAX) {
            sent.remove();
        }
    }

    /** @return ids of messages that were not known to be delivered, sent until {@code untilMillis}; said once */
    List<String> delivered(String person, long untilMillis) {
        List<String> ids = new ArrayList<>();
        for (Sent sent : people.getOrDefault(person, new ArrayDeque<>(0))) {
            if (!sent.delivered && sent.atMillis <= untilMillis) {
                sent.delivered = true;
                ids.add(sent.mid);
            }
        }
        return ids;
    }

    /** @return ids of messages that were not known to be read, sent until {@code untilMillis}; said once */
    List<String> read(String person, long untilMillis) {
        return takeWhile(person, sent -> sent.atMillis <= untilMillis);
    }

    /** @return {@code mid} and the ids of what was sent before it; said once, but for {@code mid} itself */
    List<String> readThrough(String person, String mid) {
        ArrayDeque<Sent> all = people.getOrDefault(person, new ArrayDeque<>(0));
        boolean known = all.stream().anyMatch(sent -> sent.mid.equals(mid));
        List<String> ids = known ? takeWhile(person, sent -> !sent.mid.equals(mid)) : new ArrayList<>();
        ids.add(mid);
        return ids;
    }

    private List<String> takeWhile(String person, Predicate<Sent> include) {
        ArrayDeque<Sent> all = people.getOrDefault(person, new ArrayDeque<>(0));
        List<String> ids = new ArrayList<>();
        while (!all.isEmpty() && include.test(all.element())) {
            ids.add(all.remove().mid);
        }
        return ids;
    }
}
