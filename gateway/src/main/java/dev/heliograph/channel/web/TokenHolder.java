package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import io.vertx.core.Future;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The one access token of a channel: fetched once for all who wait, and again a little before it ends or when the provider refuses it. */
final class TokenHolder {
    /** A token is not used in the last part of its life, in which it might end on the way. */
    private static final double USED_SHARE = 0.9;

    private final @Nullable TokenSource source;
    private final WebClient client;
    private final LongSupplier nanos;
    private final LongSupplier wallMillis;
    private @Nullable Future<String> current;
    private long goodUntilNanos;
    private long renewals;

    TokenHolder(@Nullable TokenSource source, WebClient client, LongSupplier nanos, LongSupplier wallMillis) {
        this.source = source;
        this.client = client;
        this.nanos = nanos;
        this.wallMillis = wallMillis;
    }

    /** @return the token, empty when the provider needs none; fails with a {@link Refused} */
    Future<String> token() {
        TokenSource from = source;
        if (from == null) {
            return Future.succeededFuture("");
        }
        Future<String> known = current;
        boolean stale = known != null && known.succeeded() && nanos.getAsLong() - goodUntilNanos >= 0;
        if (known == null || stale || known.failed()) {
            known = fetch(from);
            current = known;
        }
        return known;
    }

    /**
     * The provider refused {@code token}.
     *
     * @return whether it is worth trying again with another
     */
    boolean refused(String token) {
        Future<String> known = current;
        if (source == null) {
            return false;
        }
        // Somebody else may have fetched a new one meanwhile.
        if (known != null && known.succeeded() && known.result().equals(token)) {
            current = null;
        }
        return true;
    }

    /** @return tokens fetched so far */
    long renewals() {
        return renewals;
    }

    private Future<String> fetch(TokenSource from) {
        renewals++;
        return client.send(from.request().apply(wallMillis.getAsLong()))
                .recover(cause -> Future.failedFuture(new Refused(
                        Outcome.Failed.of(Failure.TRANSIENT, 0, "no access token: the provider did not answer"))))
                .compose(answer -> {
                    TokenSource.Token token = from.read().apply(answer);
                    if (token == null) {
                        // A provider in trouble is waited for; one that refuses the credentials is not.
                        Failure failure = from.refusal().apply(answer);
                        Failure kind = failure.action() == Failure.Action.NEXT ? Failure.AUTH : Failure.TRANSIENT;
                        return Future.failedFuture(
                                new Refused(Outcome.Failed.of(kind, answer.status(), "no access token")));
                    }
                    goodUntilNanos = nanos.getAsLong() + (long) (token.lifetimeMillis() * USED_SHARE * 1_000_000);
                    return Future.succeededFuture(token.value());
                });
    }

    /** Carries why there is no token. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Outcome.Failed why;

        Refused(Outcome.Failed why) {
            super(why.detail(), null, false, false);
            this.why = why;
        }

        Outcome.Failed why() {
            return why;
        }
    }
}
