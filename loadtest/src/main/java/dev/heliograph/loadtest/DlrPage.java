package dev.heliograph.loadtest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Where delivery reports are called in, in Kannel's way: it hands each to the turn it belongs to, and answers that it has it. Belongs to one event loop. */
final class DlrPage {
    private static final String HOST = "127.0.0.1";
    private static final int PARTS = 5;

    private final HttpServer server;
    private int turn;
    private @Nullable Listener listener;

    DlrPage(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(this::serve);
    }

    /** Hears of the reports of one turn. */
    interface Listener {
        /** @param type as in Kannel's dlr-mask */
        void told(int message, int type);
    }

    Future<HttpServer> listen() {
        return server.listen(0, HOST);
    }

    /** From now on only what belongs to this turn is told. */
    void turn(Listener to) {
        turn++;
        listener = to;
    }

    /** @return the dlr-url of a message of the present turn, already encoded for a query */
    String url(int message) {
        return "http%3A%2F%2F" + HOST + "%3A" + server.actualPort() + "%2Fd%2F" + turn + "%2F" + message + "%2F%25d";
    }

    private void serve(HttpServerRequest request) {
        // /d/TURN/MESSAGE/TYPE
        String[] parts = request.path().split("/");
        Listener to = listener;
        if (to != null && parts.length == PARTS && Integer.parseInt(parts[2]) == turn) {
            to.told(Integer.parseInt(parts[3]), Integer.parseInt(parts[4]));
        }
        request.response().end();
    }
}
