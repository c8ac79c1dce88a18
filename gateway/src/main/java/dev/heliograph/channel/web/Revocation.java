package dev.heliograph.channel.web;

import dev.heliograph.message.Message;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** Takes messages back that have not reached their recipient: every part, and done only when the provider has confirmed each. */
final class Revocation {
    private static final int UNAUTHORIZED = 401;

    private final Provider provider;
    private final WebClient client;
    private final TokenHolder tokens;
    private final WebChannelCounts counts;

    Revocation(Provider provider, WebClient client, TokenHolder tokens, WebChannelCounts counts) {
        this.provider = provider;
        this.client = client;
        this.tokens = tokens;
        this.counts = counts;
    }

    /** @param answer whether all of it was taken back; what is in doubt was not */
    void revoke(Message message, List<String> providerIds, Consumer<Boolean> answer) {
        List<Future<Void>> parts =
                providerIds.stream().map(id -> revoke(message, id, true)).toList();
        // Parts whose neighbour was delivered are taken back all the same: half a message helps nobody.
        Future.join(parts).onComplete(done -> answer.accept(done.succeeded() && !parts.isEmpty()));
    }

    private Future<Void> revoke(Message message, String id, boolean mayRenew) {
        return tokens.token().compose(token -> {
            WebRequest request = provider.revocation(message, id, token);
            if (request == null) {
                return Future.failedFuture("nothing to ask");
            }
            counts.requests.increment();
            return client.send(request).compose(reply -> {
                if (reply.status() == UNAUTHORIZED && mayRenew && tokens.refused(token)) {
                    return revoke(message, id, false);
                }
                return reply.isSuccess() ? Future.succeededFuture() : Future.failedFuture("refused");
            });
        });
    }
}
