package dev.heliograph.ingress.http;

import dev.heliograph.admission.Account;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door itself: a server on one event loop. Deploy as many instances as there are loops to use; with a port that is not 0 they share it. */
public final class HttpIngress extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(HttpIngress.class);

    /** What clients send over a WebSocket is an acknowledgement and no more. */
    private static final int SOCKET_FRAME_BYTES_MAX = 4 << 10;

    private static final int SOCKET_CLOSING_SECONDS = 5;
    private static final CharSequence WWW_AUTHENTICATE = HttpHeaders.createOptimized("WWW-Authenticate");
    private static final String BEARER = "bearer ";

    private final HttpApi api;
    private @Nullable Serving serving;

    public HttpIngress(HttpApi api) {
        this.api = api;
    }

    /** @return the port that it listens on; 0 before it does */
    public int actualPort() {
        Serving now = serving;
        return now == null ? 0 : now.server.actualPort();
    }

    /** @return connections open on this instance */
    public int connections() {
        Serving now = serving;
        return now == null ? 0 : now.connections.size();
    }

    @Override
    public Future<?> start() {
        HttpLoop loop = new HttpLoop(api, vertx, context);
        Serving now = new Serving(loop, vertx.createHttpServer(serverOptions(api.options())));
        serving = now;
        return now.listen();
    }

    @Override
    public Future<?> stop() {
        api.sockets().closeAll();
        Serving now = serving;
        return now == null ? Future.succeededFuture() : now.close();
    }

    private static HttpServerOptions serverOptions(HttpOptions options) {
        HttpLimits limits = options.limits();
        HttpServerOptions server = new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(SOCKET_FRAME_BYTES_MAX)
                .setMaxWebSocketMessageSize(SOCKET_FRAME_BYTES_MAX)
                .setWebSocketClosingTimeout(SOCKET_CLOSING_SECONDS)
                .setMaxInitialLineLength(limits.uriBytesMax())
                .setMaxHeaderSize(limits.headerBytesMax())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) Math.min(Integer.MAX_VALUE, limits.idleMillis()));
        HttpOptions.Tls tls = options.tls();
        if (tls != null) {
            server.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificatePath())
                            .setKeyPath(tls.keyPath()));
        }
        return server;
    }

    /** The server while it runs. */
    private final class Serving {
        private final HttpLoop loop;
        private final HttpServer server;
        private final Connections connections;
        private final Buffer openApi;
        private final long timer;

        Serving(HttpLoop loop, HttpServer server) {
            this.loop = loop;
            this.server = server;
            this.connections = new Connections(api.options().limits(), this::timedOut);
            this.openApi = OpenApi.document();
            this.timer = vertx.setPeriodic(connections.tickMillis(), tick -> {
                loop.tick();
                connections.sweep();
            });
        }

        Future<?> listen() {
            return server.connectionHandler(connections::opened)
                    .requestHandler(this::handle)
                    .invalidRequestHandler(this::invalid)
                    .exceptionHandler(broken -> log.debug("connection failed before its first request", broken))
                    .listen();
        }

        Future<?> close() {
            vertx.cancelTimer(timer);
            return server.shutdown(api.options().limits().drainMillis(), TimeUnit.MILLISECONDS);
        }

        private void handle(HttpServerRequest request) {
            Client client = connections.of(request.connection());
            Call call = new Call(loop, connections, client, request);
            try {
                Route route = Route.of(request.path());
                if (route == null) {
                    mounted(call, client);
                } else if (request.method().equals(HttpMethod.OPTIONS)) {
                    call.header(HttpHeaders.ALLOW, route.allow()).empty(204);
                } else if (!route.has(request.method())) {
                    call.header(HttpHeaders.ALLOW, route.allow())
                            .problem(Problem.METHOD_NOT_ALLOWED, "there is " + route.allow());
                } else if (route == Route.OPENAPI) {
                    call.document(MediaTypes.YAML, openApi);
                } else if (authenticate(call, client)) {
                    call.answers();
                    dispatch(call, route);
                }
            } catch (RuntimeException bug) {
                call.failed(bug);
            }
        }

        private void dispatch(Call call, Route route) {
            switch (route) {
                case MESSAGES -> Submit.start(call);
                case MESSAGE -> {
                    if (call.request.method().equals(HttpMethod.DELETE)) {
                        Lookups.cancel(call);
                    } else {
                        Lookups.message(call);
                    }
                }
                case CHANNELS -> Lookups.channels(call);
                case CAMPAIGNS, CAMPAIGN, CAMPAIGN_RECIPIENTS -> CampaignCalls.start(call, route);
                case RECIPIENT -> RecipientCalls.forget(call);
                case REACH -> RecipientCalls.reach(call);
                case PREFERENCES -> RecipientCalls.prefer(call);
                case IDENTITIES -> RecipientCalls.identify(call);
                case EVENTS -> Events.start(call);
                case OPT_OUTS -> OptOutCalls.list(call);
                case OPT_OUT -> OptOutCalls.change(call, call.request.method().equals(HttpMethod.PUT));
                case CONVERSATIONS -> ConversationCalls.list(call);
                case CONVERSATION -> ConversationCalls.one(call);
                case OPENAPI -> throw new AssertionError("is open to all");
            }
        }

        private void mounted(Call call, Client client) {
            for (Mount mount : api.mounts()) {
                if (mount.answers(call.request.path())) {
                    call.reads();
                    call.response().endHandler(end -> client.enter(Client.Phase.IDLE, connections.tick()));
                    mount.handler().handle(call.request);
                    return;
                }
            }
            call.problem(Problem.NOT_FOUND, "the API is described at /v1/openapi.yaml");
        }

        /** @return whether it is known who calls; if not, the call was answered */
        private boolean authenticate(Call call, Client client) {
            String header = call.header(HttpHeaders.AUTHORIZATION);
            Account account = header == null ? null : account(client, header);
            if (account == null) {
                call.header(WWW_AUTHENTICATE, "Bearer realm=\"heliograph\"")
                        .closing()
                        .problem(Problem.UNAUTHORIZED, "send Authorization: Bearer <api key>");
                return false;
            }
            call.account(account);
            return true;
        }

        private @Nullable Account account(Client client, String header) {
            Account before = client.remembered(header);
            // An account that a reload has not changed still has the key.
            if (before != null && before.equals(api.accounts().byName(before.name()))) {
                return before;
            }
            if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                return null;
            }
            Account account =
                    api.accounts().byApiKey(header.substring(BEARER.length()).strip());
            if (account != null) {
                client.remember(header, account);
            }
            return account;
        }

        private void invalid(HttpServerRequest request) {
            Call call = new Call(loop, connections, connections.of(request.connection()), request);
            Throwable cause = request.decoderResult().cause();
            Problem problem = cause instanceof TooLongHttpLineException
                    ? Problem.URI_TOO_LONG
                    : cause instanceof TooLongHttpHeaderException ? Problem.HEADERS_TOO_LARGE : Problem.BAD_REQUEST;
            call.closing().problem(problem, "");
        }

        private void timedOut(HttpServerRequest request) {
            if (request.response().headWritten()) {
                request.connection().close();
            } else {
                Call call = new Call(loop, connections, connections.of(request.connection()), request);
                call.closing()
                        .problem(
                                Problem.REQUEST_TIMEOUT,
                                "a body has " + api.options().limits().requestMillis() + " ms");
            }
        }
    }
}
