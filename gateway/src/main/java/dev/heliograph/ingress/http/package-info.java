/**
 * The HTTP door: the API of {@code /v1}, its OpenAPI document, and the upgrade of {@code /v1/events} to a WebSocket.
 *
 * <p>Every instance of {@link dev.heliograph.ingress.http.HttpIngress} is one event loop with its own buffers and connections; nothing is shared between them and
 * nothing hops to a worker. Requests are read with a streaming parser straight into the draft that admission judges.
 */
@NullMarked
package dev.heliograph.ingress.http;

import org.jspecify.annotations.NullMarked;
