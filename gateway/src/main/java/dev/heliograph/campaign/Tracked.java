package dev.heliograph.campaign;

import dev.heliograph.message.MessageState;
import java.util.LinkedHashMap;
import java.util.Map;

/** Messages of campaigns whose end is waited for, by id; the oldest goes when it is full. Belongs to one loop. */
final class Tracked extends LinkedHashMap<Long, Tracked.Entry> {
    private static final long serialVersionUID = 1L;

    private final int max;

    Tracked(int max) {
        super(16, 0.75f, false);
        this.max = max;
    }

    /** One message, and what is known of it last. */
    static final class Entry {
        final Campaign campaign;
        final long index;
        MessageState state;

        Entry(Campaign campaign, long index, MessageState state) {
            this.campaign = campaign;
            this.index = index;
            this.state = state;
        }
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Entry> eldest) {
        boolean over = size() > max;
        if (over && !eldest.getValue().state.isFinal()) {
            eldest.getValue().campaign.current().untracked++;
        }
        return over;
    }
}
