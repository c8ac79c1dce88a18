package dev.heliograph.conversation.exchange;

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

/** Streams of notes in Redis. Each holds the newest {@value #NOTES_KEPT} notes or so, and goes away an hour after the last. Used by one event loop. */
public final class RedisStreams {
    /** Notes that a stream keeps, at least; some 300 octets each. */
    public static final int NOTES_KEPT = 20_000;

    /** Before the first entry there can be. */
    public static final String BEGINNING = "0-0";

    private static final long EXPIRY_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** A call that takes longer has failed. */
    private static final long DEADLINE_MILLIS = 2_000;

    private static final String FIELD = "note";

    private final Vertx vertx;
    private final RedisConfig config;
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;

    /**
     * What was read.
     *
     * @param last place of the last of them; where it was read from when there are none
     */
    public record Page(List<String> notes, String last) {}

    public RedisStreams(Vertx vertx, RedisConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** @return the key of a stream */
    public String key(String name) {
        return config.keyPrefix() + ":" + name;
    }

    public Future<Void> open() {
        close();
        Redis opened = Redis.createClient(vertx, config.clientOptions());
        client = opened;
        return opened.connect()
                .timeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(to -> connection = to)
                .mapEmpty();
    }

    /** @return the place of the newest entry */
    public Future<String> newest(String key) {
        return ask(Request.cmd(Command.XREVRANGE)
                        .arg(key)
                        .arg("+")
                        .arg("-")
                        .arg("COUNT")
                        .arg(1))
                .map(newest -> newest != null && newest.size() > 0
                        ? newest.get(0).get(0).toString()
                        : BEGINNING);
    }

    public Future<Void> add(String key, List<String> notes) {
        List<Future<?>> answers = new ArrayList<>();
        for (String note : notes) {
            answers.add(add(key, note));
        }
        answers.add(stay(key));
        return Future.all(answers).mapEmpty();
    }

    /** @return its place */
    public Future<String> add(String key, String note) {
        return ask(Request.cmd(Command.XADD)
                        .arg(key)
                        .arg("MAXLEN")
                        .arg("~")
                        .arg(NOTES_KEPT)
                        .arg("*")
                        .arg(FIELD)
                        .arg(note))
                .map(Response::toString);
    }

    /** Puts off that the stream goes away. */
    public Future<Void> stay(String key) {
        return ask(Request.cmd(Command.PEXPIRE).arg(key).arg(EXPIRY_MILLIS)).mapEmpty();
    }

    /** @return whether there is an entry at a place */
    public Future<Boolean> has(String key, String place) {
        return ask(Request.cmd(Command.XRANGE).arg(key).arg(place).arg(place))
                .map(found -> found != null && found.size() > 0);
    }

    /** @return what is behind a place, as far as it is still there */
    public Future<Page> read(String key, String after, int limit) {
        return ask(Request.cmd(Command.XREAD)
                        .arg("COUNT")
                        .arg(limit)
                        .arg("STREAMS")
                        .arg(key)
                        .arg(after))
                .map(answer -> page(key, after, answer));
    }

    /** Entries are pairs of a place and fields; of the one stream that was asked for. */
    private static Page page(String key, String after, @Nullable Response answer) {
        List<String> notes = new ArrayList<>();
        String last = after;
        if (answer != null && answer.size() > 0) {
            // Protocol 3 answers with a map from name to entries, protocol 2 with a list of pairs.
            Response entries = answer.isMap() ? answer.get(key) : answer.get(0).get(1);
            for (Response entry : entries) {
                last = entry.get(0).toString();
                Response fields = entry.get(1);
                notes.add(fields.size() == 2 ? fields.get(1).toString() : "");
            }
        }
        return new Page(notes, last);
    }

    private Future<Response> ask(Request request) {
        RedisConnection to = connection;
        return to == null
                ? Future.failedFuture("not connected")
                : to.send(request).timeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    }

    public void close() {
        connection = null;
        Redis open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }
}
