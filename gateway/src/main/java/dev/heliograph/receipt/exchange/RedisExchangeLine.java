package dev.heliograph.receipt.exchange;

import dev.heliograph.conversation.exchange.RedisStreams;
import dev.heliograph.throttle.RedisConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** A stream in Redis that all nodes write to and read from, each at its own place. Nothing in it is missed when it is lost: receipts are offered again. */
public final class RedisExchangeLine implements ExchangeLine {
    private final RedisStreams streams;
    private final String key;
    private String lastRead = RedisStreams.BEGINNING;

    public RedisExchangeLine(Vertx vertx, RedisConfig config) {
        this.streams = new RedisStreams(vertx, config);
        this.key = streams.key("receipts");
    }

    @Override
    public Future<Void> open() {
        return streams.open().compose(connected -> streams.newest(key)).map(newest -> {
            lastRead = newest;
            return null;
        });
    }

    @Override
    public Future<Void> write(List<String> notes) {
        return streams.add(key, notes);
    }

    @Override
    public Future<List<String>> read(int limit) {
        return streams.read(key, lastRead, limit).map(page -> {
            lastRead = page.last();
            return page.notes();
        });
    }

    @Override
    public void close() {
        streams.close();
    }
}
