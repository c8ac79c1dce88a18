/**
 * Events out by webhook: each of an account's endpoints is a consumer of its stream, with a place of its own that moves only over what the endpoint has taken.
 *
 * <p>One {@link dev.heliograph.egress.webhook.WebhookPump} an endpoint belongs to one event loop and holds a bounded number of events and requests; an endpoint
 * that hangs costs nobody else anything. An event that an endpoint refuses while it takes others is set aside, durably, so that the place can move on, and is
 * tried again for more than a day. An endpoint that takes nothing is left alone but for a probe now and then, and finds everything waiting when it is back.
 *
 * <p>Requests carry the headers and signatures of Standard Webhooks 1.0.0. They go only to addresses that were looked at before connecting, never to private ones
 * unless the configuration says so, and follow no redirects.
 */
@NullMarked
package dev.heliograph.egress.webhook;

import org.jspecify.annotations.NullMarked;
