package dev.heliograph.egress.receiver;

import dev.heliograph.message.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Destinations for which an ESME refused everything that was queued (ESME_RX_P_APPN): events for them that happened before the refusal are dropped when they come
 * up. Owned by the pump's loop.
 */
final class BarredDestinations {
    private final Map<String, Long> refusedAtMillis;

    BarredDestinations(int max) {
        refusedAtMillis = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > max;
            }
        };
    }

    void bar(String destination, long nowMillis) {
        refusedAtMillis.put(destination, nowMillis);
    }

    boolean bars(Event event, String destination) {
        if (refusedAtMillis.isEmpty()) {
            return false;
        }
        Long refusedAt = refusedAtMillis.get(destination);
        return refusedAt != null && event.atMillis() <= refusedAt;
    }

    /** Everything queued was seen: from now on there is nothing that a refusal could mean. */
    void clear() {
        refusedAtMillis.clear();
    }
}
