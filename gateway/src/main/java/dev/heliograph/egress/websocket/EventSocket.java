package dev.heliograph.egress.websocket;

import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.EventSource.Subscription;
import dev.heliograph.egress.json.EventJson;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.Event;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's socket: takes events from its place in the stream as long as the client reads, and acknowledgements back.
 *
 * <p>A turn of the loop fetches once, writes every event of it and flushes once. When the socket's queue is full nothing is fetched, so that what a slow reader
 * has not taken costs no memory: it waits in the stream.
 */
final class EventSocket {
    /** In the store a socket's consumer is told apart from the account's other consumers, which have places of their own. */
    static final String CONSUMER_PREFIX = "websocket/";

    private static final ThreadLocal<JsonBytes> BUFFER = ThreadLocal.withInitial(() -> new JsonBytes(64 << 10));
    private static final Buffer NO_PAYLOAD = Buffer.buffer();
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final EventRequest request;
    private final EventSocketOptions options;
    private final EventSockets sockets;
    private final Runnable onClosed;
    private final FrameWriter frames;
    private final long pingTimer;
    private @Nullable Subscription subscription;
    private long slowTimer = NO_TIMER;
    private boolean turnDue;
    private boolean fetching;
    private boolean alive = true;
    private boolean closed;
    private long sent;
    private long acknowledged;

    EventSocket(
            Vertx vertx,
            Context context,
            ServerWebSocket socket,
            EventRequest request,
            EventSocketOptions options,
            EventSockets sockets,
            Runnable onClosed) {
        this.vertx = vertx;
        this.context = context;
        this.socket = socket;
        this.request = request;
        this.options = options;
        this.sockets = sockets;
        this.onClosed = onClosed;
        this.frames = new FrameWriter(socket, options.writeQueueBytesMax(), this::writable);
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(unwanted -> close(CloseReason.NOT_TEXT));
        socket.pongHandler(pong -> alive = true);
        socket.exceptionHandler(broken -> {}); // the close handler follows
        socket.closeHandler(gone -> ended());
        this.pingTimer = vertx.setPeriodic(options.pingMillis(), tick -> ping());
    }

    void start(EventSource events) {
        if (!closed) {
            String name = request.consumer() == null ? null : CONSUMER_PREFIX + request.consumer();
            events.subscribe(
                    request.account(),
                    name,
                    request.after(),
                    command -> context.runOnContext(go -> command.run()),
                    this::subscribed);
        }
    }

    private void subscribed(Subscription opened) {
        if (closed) {
            opened.close();
            return;
        }
        subscription = opened;
        sent = opened.position();
        acknowledged = sent;
        turn();
    }

    // ---- out

    private void turn() {
        turnDue = false;
        Subscription place = subscription;
        if (closed || fetching || place == null) {
            return;
        }
        if (!frames.isWritable()) {
            if (slowTimer == NO_TIMER) {
                slowTimer = vertx.setTimer(options.slowReaderMillis(), late -> close(CloseReason.SLOW_READER));
            }
            return;
        }
        fetching = true;
        place.fetch(options.fetchMax(), fetched -> deliver(place, fetched));
    }

    private void deliver(Subscription place, List<Event> fetched) {
        fetching = false;
        if (closed) {
            return;
        }
        if (fetched.isEmpty()) {
            place.onAvailable(this::turnSoon);
            return;
        }
        long before = acknowledged;
        if (request.batch()) {
            writeArrays(fetched);
        } else {
            writeSingly(fetched);
        }
        frames.flush();
        if (acknowledged > before) {
            place.acknowledgeUpTo(acknowledged);
        }
        turnSoon();
    }

    private void writeSingly(List<Event> fetched) {
        JsonBytes json = BUFFER.get();
        for (Event event : fetched) {
            if (wants(event)) {
                EventJson.write(event, json.clear());
                frames.text(json.array(), 0, json.length());
            }
        }
    }

    private void writeArrays(List<Event> fetched) {
        JsonBytes json = BUFFER.get().clear();
        for (Event event : fetched) {
            if (wants(event)) {
                if (json.length() == 0) {
                    json.beginArray();
                }
                EventJson.write(event, json);
                if (json.length() >= options.frameBytesMax()) {
                    endArray(json);
                }
            }
        }
        endArray(json);
    }

    private void endArray(JsonBytes json) {
        if (json.length() > 0) {
            json.endArray();
            frames.text(json.array(), 0, json.length());
            json.clear();
        }
    }

    private boolean wants(Event event) {
        boolean wanted = request.types().covers(event);
        if (wanted) {
            sent = event.cursor();
        } else if (acknowledged >= sent) {
            // What a client did not ask for it cannot acknowledge; with nothing outstanding before it, it is done with.
            acknowledged = event.cursor();
        }
        return wanted;
    }

    private void turnSoon() {
        if (!turnDue) {
            turnDue = true;
            context.runOnContext(go -> turn());
        }
    }

    private void writable() {
        if (slowTimer != NO_TIMER) {
            vertx.cancelTimer(slowTimer);
            slowTimer = NO_TIMER;
        }
        turnSoon();
    }

    // ---- in

    private void received(String text) {
        alive = true;
        Subscription place = subscription;
        long cursor = AckReader.read(text);
        if (cursor < 0) {
            close(CloseReason.NOT_AN_ACK);
        } else if (place == null || cursor > sent) {
            close(CloseReason.ACK_AHEAD);
        } else {
            // Whatever was fetched behind the last event sent was left out, and is done with too.
            acknowledged = Math.max(acknowledged, cursor == sent ? place.position() : cursor);
            place.acknowledgeUpTo(acknowledged);
        }
    }

    private void ping() {
        // A full queue hides the pong behind it; that reader has its own deadline.
        if (closed || !frames.isWritable()) {
            return;
        }
        if (!alive) {
            close(CloseReason.NO_SIGN_OF_LIFE);
            return;
        }
        alive = false;
        socket.writePing(NO_PAYLOAD);
    }

    // ---- end

    /** Any thread: ends this socket in favour of a newer one, then runs {@code then} on this socket's loop, behind the acknowledgements that are under way there. */
    void replace(Runnable then) {
        context.runOnContext(go -> {
            close(CloseReason.REPLACED);
            context.runOnContext(afterwards -> then.run());
        });
    }

    EventRequest request() {
        return request;
    }

    /** Any thread: whoever opened it has no right to it any more. */
    void revoke() {
        context.runOnContext(go -> close(CloseReason.KEY_REVOKED));
    }

    /** Any thread. */
    void goAway() {
        context.runOnContext(go -> close(CloseReason.GOING_AWAY));
    }

    private void close(CloseReason reason) {
        if (!closed) {
            release();
            socket.close(reason.code(), reason.text());
        }
    }

    private void ended() {
        if (!closed) {
            release();
        }
        onClosed.run();
    }

    private void release() {
        closed = true;
        vertx.cancelTimer(pingTimer);
        vertx.cancelTimer(slowTimer);
        sockets.forget(this, request);
        if (subscription != null) {
            subscription.close();
        }
    }
}
