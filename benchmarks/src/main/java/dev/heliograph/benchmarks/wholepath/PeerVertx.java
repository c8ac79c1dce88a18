package dev.heliograph.benchmarks.wholepath;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;

/**
 * A server of Vert.x that answers messages over HTTP with an id and forgets them, with Vert.x's own means: {@code body()}, {@code JsonObject}, {@code RecordParser}. As a floor it
 * looks at nothing and answers with what was made beforehand.
 */
final class PeerVertx {
    private static final Buffer ANSWER =
            Buffer.buffer("{\"id\":\"0000000000000001\",\"state\":\"accepted\",\"segments\":1}");
    private static final byte[] LINE =
            "{\"index\":0,\"id\":\"0000000000000001\",\"state\":\"accepted\",\"segments\":1}\n".getBytes();
    private static final int NO_CONTENT_TYPE = -1;

    private final boolean bare;
    private long ids = 1L << 60;

    private PeerVertx(boolean bare) {
        this.bare = bare;
    }

    /** @param args the port; {@code json} or {@code bare} */
    public static void main(String[] args) {
        Vertx vertx = OneLoop.open();
        PeerVertx peer = new PeerVertx(args[1].equals("bare"));
        vertx.createHttpServer()
                .requestHandler(peer::handle)
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void handle(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean stream = (type == null ? NO_CONTENT_TYPE : type.indexOf("ndjson")) >= 0;
        if (stream) {
            request.response().setChunked(true);
            if (bare) {
                request.handler(piece -> count(piece, request.response()));
            } else {
                request.handler(RecordParser.newDelimited("\n", line -> line(line, request.response())));
            }
            request.endHandler(end -> request.response().end());
        } else if (bare) {
            request.endHandler(end -> answer(request.response(), ANSWER));
        } else {
            request.body().onSuccess(body -> {
                judge(body.toJsonObject());
                answer(request.response(), accepted(new JsonObject()).toBuffer());
            });
        }
    }

    private static void answer(HttpServerResponse response, Buffer body) {
        response.setStatusCode(202)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body);
    }

    private void line(Buffer line, HttpServerResponse response) {
        judge(line.toJsonObject());
        response.write(accepted(new JsonObject().put("index", 0)).toBuffer().appendString("\n"));
    }

    private JsonObject accepted(JsonObject answer) {
        return answer.put("id", Long.toString(++ids, 36))
                .put("state", "accepted")
                .put("segments", 1);
    }

    private static void judge(JsonObject message) {
        if (message.getString("to") == null || message.getString("text") == null) {
            throw new IllegalArgumentException("a message has to and text");
        }
    }

    private static void count(Buffer piece, HttpServerResponse response) {
        byte[] bytes = piece.getBytes();
        Buffer answers = Buffer.buffer(bytes.length);
        for (byte each : bytes) {
            if (each == '\n') {
                answers.appendBytes(LINE);
            }
        }
        if (answers.length() > 0) {
            response.write(answers);
        }
    }
}
