package dev.heliograph.receipt.exchange;

import dev.heliograph.throttle.RedisConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream in Redis that all nodes write to and read from, each at its own place. It holds the newest {@value #NOTES_KEPT} notes or so and goes away an hour after
 * the last; nothing in it is missed when it is lost.
 */
public final class RedisExchangeLine implements ExchangeLine {
    /** Notes that the stream keeps, at least; some 300 octets each. */
    static final int NOTES_KEPT = 20_000;

    private static final long EXPIRY_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** A call that takes longer has failed. */
    private static final long DEADLINE_MILLIS = 2_000;

    private static final String FIELD = "note";

    /** Before the first entry there can be. */
    private static final String BEGINNING = "0-0";

    private final Vertx vertx;
    private final RedisConfig config;
    private final String key;
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private String lastRead = BEGINNING;

    /** The line of receipts. */
    public RedisExchangeLine(Vertx vertx, RedisConfig config) {
        this(vertx, config, "receipts");
    }

    /** @param name of the stream, behind the prefix of all keys */
    public RedisExchangeLine(Vertx vertx, RedisConfig config, String name) {
        this.vertx = vertx;
        this.config = config;
        this.key = config.keyPrefix() + ":" + name;
    }

    @Override
    public Future<Void> open() {
        close();
        Redis opened = Redis.createClient(vertx, config.clientOptions());
        client = opened;
        Future<RedisConnection> connected = opened.connect().timeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
        return connected
                .compose(to -> {
                    connection = to;
                    return ask(Request.cmd(Command.XREVRANGE)
                            .arg(key)
                            .arg("+")
                            .arg("-")
                            .arg("COUNT")
                            .arg(1));
                })
                .map(newest -> {
                    lastRead = newest != null && newest.size() > 0
                            ? newest.get(0).get(0).toString()
                            : BEGINNING;
                    return null;
                });
    }

    @Override
    public Future<Void> write(List<String> notes) {
        List<Future<?>> answers = new ArrayList<>();
        for (String note : notes) {
            answers.add(ask(Request.cmd(Command.XADD)
                    .arg(key)
                    .arg("MAXLEN")
                    .arg("~")
                    .arg(NOTES_KEPT)
                    .arg("*")
                    .arg(FIELD)
                    .arg(note)));
        }
        answers.add(ask(Request.cmd(Command.PEXPIRE).arg(key).arg(EXPIRY_MILLIS)));
        return Future.all(answers).mapEmpty();
    }

    @Override
    public Future<List<String>> read(int limit) {
        return ask(Request.cmd(Command.XREAD)
                        .arg("COUNT")
                        .arg(limit)
                        .arg("STREAMS")
                        .arg(key)
                        .arg(lastRead))
                .map(this::notes);
    }

    /** Entries are pairs of a place and fields; of the one stream that was asked for. */
    private List<String> notes(@Nullable Response answer) {
        List<String> notes = new ArrayList<>();
        if (answer == null || answer.size() == 0) {
            return notes;
        }
        // Protocol 3 answers with a map from name to entries, protocol 2 with a list of pairs.
        Response entries = answer.isMap() ? answer.get(key) : answer.get(0).get(1);
        for (Response entry : entries) {
            lastRead = entry.get(0).toString();
            Response fields = entry.get(1);
            notes.add(fields.size() == 2 ? fields.get(1).toString() : "");
        }
        return notes;
    }

    private Future<Response> ask(Request request) {
        RedisConnection to = connection;
        return to == null
                ? Future.failedFuture("not connected")
                : to.send(request).timeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        connection = null;
        Redis open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }
}
