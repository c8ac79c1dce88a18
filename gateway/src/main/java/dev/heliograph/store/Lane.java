package dev.heliograph.store;

import dev.heliograph.message.Priority;
import java.util.concurrent.atomic.AtomicLong;

/** What the store knows of the backlog of one channel and priority. Everything but the count belongs to the writer. */
final class Lane {
    private final String channel;
    private final Priority priority;
    private final byte[] prefix;
    private final AtomicLong waiting = new AtomicLong();
    private boolean spilled;

    Lane(String channel, Priority priority) {
        this.channel = channel;
        this.priority = priority;
        this.prefix = Keys.lanePrefix(channel, priority);
    }

    String channel() {
        return channel;
    }

    Priority priority() {
        return priority;
    }

    /** @return what the keys of its backlog begin with; not to be changed */
    byte[] prefix() {
        return prefix;
    }

    byte[] key(long position) {
        return Keys.backlog(prefix, position);
    }

    /** Any thread. Below zero for a moment while a restarted store still counts. */
    long waiting() {
        return waiting.get();
    }

    void add(long count) {
        waiting.getAndAdd(count);
    }

    /** @return whether messages wait on the disk that nobody holds in memory, so that newer ones must wait behind them */
    boolean isSpilled() {
        return spilled;
    }

    void setSpilled(boolean isSpilled) {
        this.spilled = isSpilled;
    }
}
