package dev.heliograph.ingress.http;

import dev.heliograph.admission.Account;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** One connection: what it is doing, and since which tick of its loop, so that nobody can hold it open by doing nothing slowly. */
final class Client {
    /** What a connection is doing; requests of one connection are answered one after the other. */
    enum Phase {
        /** Between requests, or a request's header has not fully come. */
        IDLE,
        /** A body is on its way, or another room's handler is at work. */
        READING,
        /** It is our turn, or a stream goes on as long as it moves. */
        ANSWERING,
        /** Answered early; the rest of the body is thrown away before the connection is closed. */
        LINGERING,
        UPGRADED
    }

    final HttpConnection connection;
    private Phase phase = Phase.IDLE;
    private long since;
    private @Nullable HttpServerRequest request;
    private @Nullable String authorization;
    private @Nullable Account account;

    Client(HttpConnection connection, long tick) {
        this.connection = connection;
        this.since = tick;
    }

    void enter(Phase next, long tick) {
        phase = next;
        since = tick;
        if (next == Phase.IDLE) {
            request = null;
        }
    }

    void reads(HttpServerRequest current, long tick) {
        request = current;
        enter(Phase.READING, tick);
    }

    Phase phase() {
        return phase;
    }

    long since() {
        return since;
    }

    @Nullable
    HttpServerRequest request() {
        return request;
    }

    /** Remembers whom this connection last proved to be. */
    void remember(String header, Account proven) {
        authorization = header;
        account = proven;
    }

    /** @return the account of the same header on the same connection, or null: then it has to be looked up */
    @Nullable
    Account remembered(String header) {
        return header.equals(authorization) ? account : null;
    }
}
