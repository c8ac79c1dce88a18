package dev.heliograph.conversation.exchange;

import dev.heliograph.throttle.RedisConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream in Redis that all nodes write to and read from, each at its own place, and one for each node that it alone reads.
 *
 * <p>Whoever reads too slowly, or from a Redis that has forgotten all, would find a hole in the one for all. So the entry that was read last must still be there when the next
 * are read, because the oldest go first; a mark is left when the line is opened, so that there always is one, and the stream stays as long as somebody reads it. Of a node's own
 * stream it knows itself what it waits for.
 */
public final class RedisPeopleLine implements PeopleLine {
    private static final String NAME = "people";

    /** An entry that says nothing. */
    private static final String MARK = "";

    private final RedisStreams streams;
    private final String shared;
    private final String own;
    private String lastShared = RedisStreams.BEGINNING;
    private String lastOwn = RedisStreams.BEGINNING;

    /** @param node this node's name */
    public RedisPeopleLine(Vertx vertx, RedisConfig config, String node) {
        this.streams = new RedisStreams(vertx, config);
        this.shared = streams.key(NAME);
        this.own = keyOf(node);
    }

    private String keyOf(String node) {
        return streams.key(NAME + ":" + node);
    }

    @Override
    public Future<Void> open() {
        return streams.open()
                .compose(connected -> streams.newest(own))
                .compose(newest -> {
                    lastOwn = newest;
                    return streams.add(shared, MARK);
                })
                .map(place -> {
                    lastShared = place;
                    return null;
                });
    }

    @Override
    public Future<Void> write(List<String> notes) {
        return streams.add(shared, notes);
    }

    @Override
    public Future<Void> write(String node, List<String> notes) {
        return streams.add(keyOf(node), notes);
    }

    @Override
    public Future<List<String>> read(int limit) {
        return streams.read(shared, lastShared, limit)
                .compose(next -> whole().compose(whole -> streams.read(own, lastOwn, limit))
                        .map(mine -> {
                            lastShared = next.last();
                            lastOwn = mine.last();
                            List<String> notes = new ArrayList<>(next.notes());
                            notes.removeIf(MARK::equals);
                            notes.addAll(mine.notes());
                            return notes;
                        }));
    }

    /** What is there after the next were read was there before. */
    private Future<Void> whole() {
        return streams.stay(shared)
                .compose(stays -> streams.has(shared, lastShared))
                .compose(there ->
                        there ? Future.succeededFuture() : Future.failedFuture("notes are gone that were not read"));
    }

    @Override
    public void close() {
        streams.close();
    }
}
