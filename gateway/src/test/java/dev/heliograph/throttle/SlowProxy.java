package dev.heliograph.throttle;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** A network to Redis that may be slow: what goes through waits, in each direction, and keeps its order. */
final class SlowProxy implements AutoCloseable {
    private final Vertx vertx;
    private final NetClient client;
    private final NetServer server;
    private volatile long delayMillis;

    private SlowProxy(Vertx vertx, int to) {
        this.vertx = vertx;
        this.client = vertx.createNetClient();
        this.server = vertx.createNetServer().connectHandler(near -> {
            near.pause();
            client.connect(to, "127.0.0.1").onFailure(gone -> near.close()).onSuccess(far -> {
                pass(near, far);
                pass(far, near);
                near.resume();
            });
        });
    }

    static SlowProxy to(Vertx vertx, int port) {
        SlowProxy proxy = new SlowProxy(vertx, port);
        proxy.server.listen(0, "127.0.0.1").await();
        return proxy;
    }

    private void pass(NetSocket from, NetSocket to) {
        from.handler(octets -> {
            long delay = delayMillis / 2;
            if (delay == 0) {
                to.write(octets);
            } else {
                vertx.setTimer(delay, timer -> to.write(octets));
            }
        });
        from.closeHandler(gone -> to.close());
    }

    int port() {
        return server.actualPort();
    }

    /** @param millis that a question and its answer take longer, half of it in each direction */
    void delayMillis(long millis) {
        delayMillis = millis;
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
    }
}
