package dev.heliograph.ingress.http;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admitted;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.ingress.http.Client.Phase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and the one answer it gets. */
final class Call {
    private static final Logger log = LoggerFactory.getLogger(Call.class);
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence TYPE_JSON = HttpHeaders.createOptimized(MediaTypes.JSON);
    private static final CharSequence TYPE_PROBLEM = HttpHeaders.createOptimized(MediaTypes.PROBLEM);

    final HttpLoop loop;
    final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Client client;
    private final Connections connections;
    private @Nullable Account account;
    private boolean answered;
    private boolean closing;

    Call(HttpLoop loop, Connections connections, Client client, HttpServerRequest request) {
        this.loop = loop;
        this.connections = connections;
        this.client = client;
        this.request = request;
        this.response = request.response();
    }

    /** @return who calls */
    Account account() {
        Account known = account;
        if (known == null) {
            throw new IllegalStateException("this route is open to all");
        }
        return known;
    }

    void account(Account proven) {
        account = proven;
    }

    @Nullable
    String header(CharSequence name) {
        return request.headers().get(name);
    }

    /** @return whether nobody waits for an answer any more */
    boolean isOver() {
        return answered || response.closed();
    }

    // ---- phases

    void reads() {
        client.reads(request, connections.tick());
    }

    void answers() {
        client.enter(Phase.ANSWERING, connections.tick());
    }

    void upgraded() {
        client.enter(Phase.UPGRADED, connections.tick());
    }

    void upgradeEnded() {
        connections.closed(client.connection);
    }

    /** The connection ends with this answer: what else comes on it is not read. */
    Call closing() {
        closing = true;
        return this;
    }

    // ---- answers

    /** Answers with what {@link HttpLoop#json} holds. */
    void json(int status) {
        send(status, TYPE_JSON, loop.json);
    }

    void problem(Problem problem, String detail) {
        problem(problem, detail, List.of());
    }

    void problem(Problem problem, String detail, List<Fault> faults) {
        ProblemJson.write(loop.json.clear(), problem, detail, faults);
        send(problem.status(), TYPE_PROBLEM, loop.json);
    }

    /** @param textPointer where the client had put the words */
    void refusal(Admitted refusal, String textPointer) {
        int status = refusal.verdict().httpStatus();
        if (refusal.retryAfterMillis() > 0) {
            header(HttpHeaders.RETRY_AFTER, Long.toString(ProblemJson.retryAfterSeconds(refusal)));
        }
        ProblemJson.write(loop.json.clear(), refusal, textPointer);
        send(status, TYPE_PROBLEM, loop.json);
    }

    /** Answers 500 after a mistake of ours. */
    void failed(RuntimeException bug) {
        log.error("{} failed", request.method(), bug);
        closing().problem(Problem.INTERNAL_ERROR, "");
    }

    void empty(int status) {
        if (!isOver()) {
            head(status);
            end(Buffer.buffer());
        }
    }

    void document(CharSequence type, Buffer body) {
        if (!isOver()) {
            head(200).putHeader(HttpHeaders.CONTENT_TYPE, type);
            end(body);
        }
    }

    /** Adds a header to the answer to come. */
    Call header(CharSequence name, CharSequence value) {
        if (!isOver()) {
            response.putHeader(name, value);
        }
        return this;
    }

    private void send(int status, CharSequence type, JsonBytes body) {
        if (!isOver()) {
            head(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
            end(Buffer.buffer(body.length()).appendBytes(body.array(), 0, body.length()));
        }
    }

    /** Sets the status and what every answer carries. */
    HttpServerResponse head(int status) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.DATE, loop.date())
                .putHeader(CONTENT_TYPE_OPTIONS, NOSNIFF);
        return response;
    }

    private void end(Buffer body) {
        answered = true;
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        if (!closing) {
            // Before the end, because the end may begin the next request of the connection.
            client.enter(Phase.IDLE, connections.tick());
            response.end(body);
            return;
        }
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        client.enter(Phase.LINGERING, connections.tick());
        if (request.isEnded()) {
            response.end(body).onComplete(sent -> client.connection.close());
        } else {
            // Closing over unread octets resets the connection, and the client would never see why.
            request.handler(unwanted -> {});
            request.endHandler(read -> client.connection.close());
            response.end(body);
        }
    }

    /** Ends an answer that {@link #head} began and that was written piece by piece. */
    void endStream() {
        if (!isOver()) {
            answered = true;
            client.enter(Phase.IDLE, connections.tick());
            response.end();
        }
    }

    HttpServerResponse response() {
        return response;
    }
}
