/**
 * The small clients behind the commands {@code send} and {@code events}: what any program outside the gateway would do, over HTTP, WebSocket or SMPP.
 *
 * <p>They block the command's own thread; nothing of the gateway runs in the same process.
 */
@NullMarked
package dev.heliograph.boot.client;

import org.jspecify.annotations.NullMarked;
