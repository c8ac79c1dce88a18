/**
 * Events out over WebSockets: a socket is one consumer of an account's stream.
 *
 * <p>A socket belongs to the event loop of its connection. What is shared is the table of named consumers, in which a newer connection takes over from an older
 * one. Who may open a socket is decided before it comes here.
 */
@NullMarked
package dev.heliograph.egress.websocket;

import org.jspecify.annotations.NullMarked;
