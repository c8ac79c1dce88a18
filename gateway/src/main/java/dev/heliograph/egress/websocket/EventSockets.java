package dev.heliograph.egress.websocket;

import dev.heliograph.egress.EventSource;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/**
 * Every open event socket of the node, and who holds which consumer's name. Any thread may call it; a socket itself is only touched on its own loop.
 *
 * <p>Of two connections under one name the newer wins. It does not begin before the older has let go, so that the older's last acknowledgements are part of where
 * the newer resumes.
 */
public final class EventSockets {
    private final Vertx vertx;
    private final EventSource events;
    private final EventSocketOptions options;
    private final Set<EventSocket> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Name, EventSocket> named = new ConcurrentHashMap<>();

    public EventSockets(Vertx vertx, EventSource events, EventSocketOptions options) {
        this.vertx = vertx;
        this.events = events;
        this.options = options;
    }

    /**
     * Streams events to a socket until one of both ends it. Call on the socket's event loop, right after the upgrade.
     *
     * @param closed runs on that loop when the socket is gone
     */
    public void open(ServerWebSocket socket, EventRequest request, Runnable closed) {
        Context context = vertx.getOrCreateContext();
        EventSocket opened = new EventSocket(vertx, context, socket, request, options, this, closed);
        open.add(opened);
        String consumer = request.consumer();
        EventSocket older = consumer == null ? null : named.put(new Name(request.account(), consumer), opened);
        if (older == null) {
            opened.start(events);
        } else {
            older.replace(() -> context.runOnContext(go -> opened.start(events)));
        }
    }

    /** @return how many sockets are open */
    public int size() {
        return open.size();
    }

    /** Closes every socket whose request does not pass, with 1008. Any thread. */
    public void closeUnless(Predicate<EventRequest> passes) {
        for (EventSocket socket : open) {
            if (!passes.test(socket.request())) {
                socket.revoke();
            }
        }
    }

    /** Closes every socket with 1001; their readers resume elsewhere. */
    public void closeAll() {
        open.forEach(EventSocket::goAway);
    }

    void forget(EventSocket socket, EventRequest request) {
        open.remove(socket);
        String consumer = request.consumer();
        if (consumer != null) {
            named.remove(new Name(request.account(), consumer), socket);
        }
    }

    private record Name(String account, String consumer) {}
}
