package dev.heliograph.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls under {@code /admin}. Whoever comes here has shown the token. */
final class AdminApi {
    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);

    private final JsonMapper mapper = new JsonMapper();
    private final OpsOptions options;
    private final Operations operations;
    private final Traffic traffic;
    private final RecentEvents recent;

    AdminApi(OpsOptions options, Operations operations, Traffic traffic, RecentEvents recent) {
        this.options = options;
        this.operations = operations;
        this.traffic = traffic;
        this.recent = recent;
    }

    /** What the console asks for once a second. */
    private record Overview(
            String node,
            String version,
            long uptimeMillis,
            boolean ready,
            List<String> reasons,
            List<String> warnings,
            double pressure,
            Totals totals,
            Traffic.Latency latency,
            List<ChannelView> channels,
            int sessionsTotal,
            List<SessionView> sessions,
            List<EventView> events) {}

    /** Since the start, but for {@code waiting}, which is now. */
    private record Totals(long accepted, long refused, long sent, long failed, long receipts, long waiting) {}

    void mount(Router router) {
        router.get("/admin/overview").handler(this::overview);
        router.get("/admin/channels")
                .handler(context -> answer(context, operations.channels().map(list -> Map.of("channels", list))));
        router.patch("/admin/channels/:id")
                .handler(BodyHandler.create(false).setBodyLimit(OpsOptions.BODY_BYTES_MAX))
                .handler(this::change);
        router.get("/admin/accounts")
                .handler(context -> answer(context, Future.succeededFuture(Map.of("accounts", operations.accounts()))));
        router.get("/admin/sessions")
                .handler(context -> answer(
                        context,
                        operations
                                .sessions(OpsOptions.SESSIONS_LISTED_MAX)
                                .map(list -> Map.of("total", operations.sessionCount(), "sessions", list))));
        router.get("/admin/receipts")
                .handler(context -> answer(
                        context,
                        operations.receipts(OpsOptions.RECEIPTS_LISTED_MAX).map(list -> Map.of("accounts", list))));
        new WebhookCalls(operations, this).mount(router);
        router.post("/admin/reload").handler(this::reload);
    }

    private void overview(RoutingContext context) {
        Future<List<ChannelView>> channels = operations.channels();
        Future<List<SessionView>> sessions = operations.sessions(CONSOLE_SESSIONS_MAX);
        answer(context, Future.all(channels, sessions).map(both -> overview(channels.result(), sessions.result())));
    }

    /** Sessions that the console lists. */
    private static final int CONSOLE_SESSIONS_MAX = 50;

    private Overview overview(List<ChannelView> channels, List<SessionView> sessions) {
        Readiness readiness = operations.readiness();
        Totals totals = new Totals(
                traffic.accepted(),
                traffic.refused(),
                channels.stream().mapToLong(ChannelView::sent).sum(),
                channels.stream().mapToLong(ChannelView::failed).sum(),
                channels.stream().mapToLong(ChannelView::receipts).sum(),
                channels.stream().mapToLong(ChannelView::waiting).sum());
        return new Overview(
                operations.node(),
                options.version(),
                operations.uptimeMillis(),
                readiness.isReady(),
                readiness.reasons(),
                readiness.warnings(),
                operations.pressure(),
                totals,
                traffic.latency(),
                channels,
                operations.sessionCount(),
                sessions,
                recent.newest());
    }

    private void change(RoutingContext context) {
        Buffer body = context.body().buffer();
        ChannelPatch patch = ChannelPatch.read(body == null ? new byte[0] : body.getBytes(), mapper);
        if (patch instanceof ChannelPatch.Wrong wrong) {
            Problem.answer(context, 422, "Not a change", wrong.pointer(), wrong.detail());
            return;
        }
        String id = context.pathParam("id");
        ChannelChange change = ((ChannelPatch.Read) patch).change();
        operations
                .change(id, change)
                .onSuccess(view -> {
                    if (view == null) {
                        Problem.answer(context, 404, "Not found", "", "There is no channel '" + id + "'.");
                    } else {
                        LOG.info("channel {}: changed by an operator: {}", id, change);
                        write(context, 200, view);
                    }
                })
                .onFailure(cause -> {
                    if (cause instanceof IllegalArgumentException refused) {
                        Problem.answer(context, 422, "Not a change", "", String.valueOf(refused.getMessage()));
                    } else {
                        failed(context, cause);
                    }
                });
    }

    private void reload(RoutingContext context) {
        operations
                .reload()
                .onSuccess(report -> write(context, report.applied() ? 200 : 422, report))
                .onFailure(cause -> failed(context, cause));
    }

    void answer(RoutingContext context, Future<?> value) {
        value.onSuccess(found -> write(context, 200, found)).onFailure(cause -> failed(context, cause));
    }

    void write(RoutingContext context, int status, @Nullable Object value) {
        try {
            context.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(Buffer.buffer(mapper.writeValueAsBytes(value)));
        } catch (JsonProcessingException e) {
            failed(context, e);
        }
    }

    static void failed(RoutingContext context, Throwable cause) {
        LOG.error("{} failed", context.normalizedPath(), cause);
        Problem.answer(context, 500, "Internal error", "", "The gateway's log says more.");
    }
}
