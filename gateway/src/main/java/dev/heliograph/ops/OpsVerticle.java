package dev.heliograph.ops;

import dev.heliograph.egress.webhook.WebhookPumps;
import dev.heliograph.egress.webhook.WebhookStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations door: who may call what, and where it is answered. */
public final class OpsVerticle extends VerticleBase {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** At least one acceptance is timed in so long, if there is one. */
    private static final long SAMPLE_MILLIS = 100;

    private final OpsOptions options;
    private final Operations operations;
    private final Traffic traffic;
    private final PrometheusMeterRegistry registry;
    private final ChannelMeters channelMeters;
    private final WebhookMeters webhookMeters;
    private final AdminApi api;
    private @Nullable HttpServer server;

    public OpsVerticle(
            OpsOptions options,
            Operations operations,
            Traffic traffic,
            RecentEvents recent,
            PrometheusMeterRegistry registry) {
        this.options = options;
        this.operations = operations;
        this.traffic = traffic;
        this.registry = registry;
        this.channelMeters = new ChannelMeters(registry);
        this.webhookMeters = new WebhookMeters(registry);
        this.api = new AdminApi(options, operations, traffic, recent);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(SAMPLE_MILLIS, timer -> traffic.wantSample());
        HttpServerOptions http = new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setIdleTimeout(OpsOptions.IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false);
        OpsOptions.Tls tls = options.tls();
        if (tls != null) {
            http.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate())
                            .setKeyPath(tls.key()));
        }
        return vertx.createHttpServer(http)
                .requestHandler(router())
                .listen()
                .onSuccess(listening -> server = listening);
    }

    /** @return the port it listens on, 0 before it does */
    public int port() {
        return server == null ? 0 : server.actualPort();
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            context.response()
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Referrer-Policy", "no-referrer");
            context.next();
        });
        router.get("/health/live").handler(context -> json(context, 200, new JsonObject().put("status", "UP")));
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
        router.route("/admin/*").handler(this::authenticate);
        api.mount(router);
        ConsolePage.mount(router);
        router.errorHandler(404, context -> Problem.answer(context, 404, "Not found", "", "There is nothing here."));
        router.errorHandler(
                405, context -> Problem.answer(context, 405, "Method not allowed", "", "Not with this method."));
        router.errorHandler(
                413,
                context -> Problem.answer(
                        context, 413, "Too large", "", "At most " + OpsOptions.BODY_BYTES_MAX + " bytes."));
        return router;
    }

    private void authenticate(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null
                && header.regionMatches(true, 0, "Bearer ", 0, 7)
                && options.token().matches(header.substring(7).strip())) {
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            context.next();
            return;
        }
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"heliograph admin\"");
        Problem.answer(
                context, 401, "Unauthorized", "", "Admin calls need the header 'Authorization: Bearer <admin token>'.");
    }

    private void ready(RoutingContext context) {
        Readiness readiness = operations.readiness();
        JsonObject body = new JsonObject()
                .put("status", readiness.isReady() ? "UP" : "DOWN")
                .put("reasons", readiness.reasons())
                .put("warnings", readiness.warnings());
        json(context, readiness.isReady() ? 200 : 503, body);
    }

    private void metrics(RoutingContext context) {
        Future<List<ChannelView>> channels = operations.channels();
        WebhookPumps pumps = operations.webhooks();
        Future<List<WebhookStatus>> webhooks = pumps == null ? Future.succeededFuture(List.of()) : pumps.status();
        Future.join(channels, webhooks).onComplete(asked -> {
            if (channels.succeeded()) {
                channelMeters.update(channels.result());
            }
            if (webhooks.succeeded()) {
                webhookMeters.update(webhooks.result());
            }
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS_TEXT)
                    .end(registry.scrape());
        });
    }

    private static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body.toBuffer());
    }
}
