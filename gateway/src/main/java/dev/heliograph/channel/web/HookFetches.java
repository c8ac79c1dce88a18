package dev.heliograph.channel.web;

import dev.heliograph.channel.web.HookReading.Elsewhere;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what webhooks say lies elsewhere: few at a time, some wait, and whatever comes beyond is to come again. On the channel's event loop. */
final class HookFetches {
    /** Each holds an answer of at most a MiB, twice while it is read. */
    static final int UNDER_WAY_MAX = 8;

    static final int WAITING_MAX = 100;

    private static final Logger log = LoggerFactory.getLogger(HookFetches.class);
    private static final HookReading LATER = new HookReading.Later();
    private static final WebAnswer TOO_LONG = nothing(413);
    private static final WebAnswer NO_REQUEST = nothing(400);

    private final String channel;
    private final Function<WebRequest, Future<WebAnswer>> client;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    HookFetches(String channel, Function<WebRequest, Future<WebAnswer>> client) {
        this.channel = channel;
        this.client = client;
    }

    private static WebAnswer nothing(int status) {
        return new WebAnswer(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
    }

    /** @param answer told what it means in the end, never {@link Elsewhere}; {@link HookReading.Later} when it could not be fetched */
    void fetch(Elsewhere first, Consumer<HookReading> answer) {
        if (underWay < UNDER_WAY_MAX) {
            underWay++;
            next(first, answer);
        } else if (waiting.size() < WAITING_MAX) {
            waiting.add(() -> next(first, answer));
        } else {
            answer.accept(LATER);
        }
    }

    private void next(Elsewhere elsewhere, Consumer<HookReading> answer) {
        send(elsewhere).onComplete(sent -> {
            HookReading reading = LATER;
            if (sent.succeeded()) {
                reading = read(elsewhere, sent.result());
            } else if (sent.cause() instanceof WholeAnswer.TooLong) {
                reading = read(elsewhere, TOO_LONG);
            } else if (sent.cause() instanceof ElsewhereClient.NotAllowed) {
                log.warn(
                        "{}: what a webhook refers to is not fetched: {}",
                        channel,
                        sent.cause().getMessage());
                reading = read(elsewhere, NO_REQUEST);
            }
            if (reading instanceof Elsewhere more) {
                next(more, answer);
            } else {
                end(reading, answer);
            }
        });
    }

    private Future<WebAnswer> send(Elsewhere elsewhere) {
        try {
            return client.apply(elsewhere.request());
        } catch (RuntimeException e) {
            log.warn(
                    "{}: a request for what a webhook refers to could not be made: {}",
                    channel,
                    e.getClass().getSimpleName());
            return Future.succeededFuture(NO_REQUEST);
        }
    }

    private HookReading read(Elsewhere elsewhere, WebAnswer answer) {
        try {
            return elsewhere.then().apply(answer);
        } catch (RuntimeException e) {
            // Its content stays out of the log.
            log.warn(
                    "{}: what a webhook refers to could not be read: {}",
                    channel,
                    e.getClass().getSimpleName());
            return LATER;
        }
    }

    private void end(HookReading reading, Consumer<HookReading> answer) {
        Runnable following = waiting.poll();
        if (following == null) {
            underWay--;
        }
        try {
            answer.accept(reading);
        } finally {
            // Whatever became of it, its place is the next one's.
            if (following != null) {
                following.run();
            }
        }
    }
}
