package dev.heliograph.egress.webhook;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint as an operator sees it.
 *
 * @param url scheme and host only: paths may hold secrets
 * @param state {@code active}; {@code quiet}: it asked for a pause; {@code failing}: takes nothing, is probed; {@code disabled}: answered 410, waits for a resume
 * @param behind events that it is not done with, those set aside not among them
 * @param oldestMillis age of the oldest event held for it, 0 when none is
 * @param inFlight requests without an answer
 * @param aside refused events that are tried again later
 * @param dead events given up
 * @param taken since the start
 * @param failed requests, since the start
 * @param lastError null when there was none since the last success
 * @param nextTryMillis until the next request, 0 when nothing holds it back
 */
public record WebhookStatus(
        String account,
        String name,
        String url,
        String state,
        long behind,
        long oldestMillis,
        int inFlight,
        int aside,
        int dead,
        long taken,
        long failed,
        @Nullable String lastError,
        long nextTryMillis) {}
