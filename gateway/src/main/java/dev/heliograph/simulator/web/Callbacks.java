package dev.heliograph.simulator.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Posts webhooks, and again with growing pauses when they are not acknowledged, as providers do. */
final class Callbacks {
    private static final int TRIES = 6;
    private static final long FIRST_PAUSE_MILLIS = 250;

    private final Vertx vertx;
    private final HttpClient http;
    private volatile String base = "";
    private volatile boolean closed;

    Callbacks(Vertx vertx) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient();
    }

    /** @param url what {@code /hooks/{channel}} is below; empty to call nobody */
    void to(String url) {
        base = url;
    }

    /** @return the status of the last answer, 0 for none */
    Future<Integer> post(String channel, Hook hook) {
        Promise<Integer> status = Promise.promise();
        attempt(channel, hook, TRIES, status);
        return status.future();
    }

    /** Posts once and takes any answer. */
    Future<Integer> once(String channel, Hook hook) {
        Promise<Integer> status = Promise.promise();
        attempt(channel, hook, 1, status);
        return status.future();
    }

    /** @return whether the answer is the one that was asked for */
    Future<Boolean> shake(String channel, StandInProvider.Handshake handshake) {
        RequestOptions to = new RequestOptions()
                .setAbsoluteURI(base + "/hooks/" + channel + handshake.query())
                .setMethod(handshake.method());
        handshake.hook().headers().forEach(to::putHeader);
        return http.request(to)
                .compose(open -> open.send(handshake.hook().body()))
                .compose(answer -> answer.body()
                        .map(body ->
                                answer.statusCode() == 200 && body.toString().equals(handshake.answer())));
    }

    private void attempt(String channel, Hook hook, int left, Promise<Integer> status) {
        if (base.isEmpty() || closed) {
            status.complete(0);
            return;
        }
        RequestOptions to = new RequestOptions()
                .setAbsoluteURI(base + "/hooks/" + channel + hook.path())
                .setMethod(HttpMethod.POST);
        hook.headers().forEach(to::putHeader);
        http.request(to)
                .compose(open -> open.send(hook.body()))
                .compose(answer -> answer.end().map(answer.statusCode()))
                .otherwise(0)
                .onSuccess(answered -> {
                    if (answered / 100 == 2 || left <= 1) {
                        status.complete(answered);
                    } else {
                        long pause = FIRST_PAUSE_MILLIS << (TRIES - left);
                        vertx.setTimer(pause, again -> attempt(channel, hook, left - 1, status));
                    }
                });
    }

    Future<Void> close() {
        closed = true;
        return http.close();
    }
}
