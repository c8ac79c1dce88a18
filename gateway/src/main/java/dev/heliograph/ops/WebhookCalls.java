package dev.heliograph.ops;

import dev.heliograph.egress.json.Cursor;
import dev.heliograph.egress.webhook.WebhookPumps;
import dev.heliograph.egress.webhook.WebhookStatus;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The admin calls about webhooks: how they are, resume one that answered 410, send again what one has missed. */
final class WebhookCalls {
    private final Operations operations;
    private final AdminApi api;

    WebhookCalls(Operations operations, AdminApi api) {
        this.operations = operations;
        this.api = api;
    }

    void mount(Router router) {
        router.get("/admin/webhooks")
                .handler(context -> api.answer(context, all().map(list -> Map.of("webhooks", list))));
        router.post("/admin/accounts/:account/webhooks/:name/resume")
                .handler(context -> change(context, (pumps, account, name) -> pumps.resume(account, name)));
        router.post("/admin/accounts/:account/webhooks/:name/replay").handler(this::replay);
    }

    private Future<List<WebhookStatus>> all() {
        WebhookPumps pumps = operations.webhooks();
        return pumps == null ? Future.succeededFuture(List.of()) : pumps.status();
    }

    private interface Change {
        Future<@Nullable WebhookStatus> of(WebhookPumps pumps, String account, String name);
    }

    private void replay(RoutingContext context) {
        String after = context.queryParams().get("after");
        String since = context.queryParams().get("since");
        if (after != null && since == null) {
            long cursor = Cursor.parse(after);
            if (cursor >= 0) {
                change(context, (pumps, account, name) -> pumps.replay(account, name, cursor));
                return;
            }
        } else if (since != null && after == null) {
            try {
                long at = Instant.parse(since).toEpochMilli();
                change(context, (pumps, account, name) -> pumps.replaySince(account, name, at));
                return;
            } catch (DateTimeException malformed) {
                // answered below
            }
        } else if (after == null && "true".equals(context.queryParams().get("dead"))) {
            change(context, (pumps, account, name) -> pumps.replayDead(account, name));
            return;
        }
        Problem.answer(
                context,
                422,
                "Not a replay",
                "",
                "Say from where: after=<cursor>, since=<time, such as 2026-11-22T10:00:00Z>, or dead=true.");
    }

    private void change(RoutingContext context, Change change) {
        WebhookPumps pumps = operations.webhooks();
        String account = context.pathParam("account");
        String name = context.pathParam("name");
        Future<@Nullable WebhookStatus> changed =
                pumps == null ? Future.succeededFuture(null) : change.of(pumps, account, name);
        changed.onSuccess(status -> {
                    if (status == null) {
                        Problem.answer(
                                context,
                                404,
                                "Not found",
                                "",
                                "Account '" + account + "' has no webhook '" + name + "'.");
                    } else {
                        api.write(context, 200, status);
                    }
                })
                .onFailure(cause -> {
                    if (cause instanceof IllegalArgumentException refused) {
                        Problem.answer(context, 422, "Not possible", "", String.valueOf(refused.getMessage()));
                    } else {
                        AdminApi.failed(context, cause);
                    }
                });
    }
}
