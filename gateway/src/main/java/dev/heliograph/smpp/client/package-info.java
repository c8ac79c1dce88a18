/**
 * The ESME's end of SMPP: connects, binds, and submits within a window. It does not reconnect; whoever owns the session decides
 * when to try again.
 *
 * <p>A session belongs to the event loop of the context that called connect.
 */
@NullMarked
package dev.heliograph.smpp.client;

import org.jspecify.annotations.NullMarked;
