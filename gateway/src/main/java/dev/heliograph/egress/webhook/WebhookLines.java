package dev.heliograph.egress.webhook;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/** Makes the way to an endpoint, on the loop of its pump. */
@FunctionalInterface
public interface WebhookLines {
    WebhookLine to(Webhook endpoint);

    /** Over HTTP. */
    static WebhookLines http(Vertx vertx, Resolver resolver, LongSupplier wallMillis) {
        return endpoint -> new HttpLine(
                vertx,
                endpoint,
                new VettedAddresses(endpoint.host(), endpoint.allow(), resolver, System::nanoTime),
                wallMillis);
    }
}
