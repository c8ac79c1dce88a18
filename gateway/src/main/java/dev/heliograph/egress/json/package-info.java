/**
 * Events as the JSON of the API, and the small writer that makes it: every door that tells an account something (WebSocket, page, webhook) writes the same bytes.
 *
 * <p>A {@link dev.heliograph.egress.json.JsonBytes} is a buffer that is used again and again; it belongs to one event loop.
 */
@NullMarked
package dev.heliograph.egress.json;

import org.jspecify.annotations.NullMarked;
