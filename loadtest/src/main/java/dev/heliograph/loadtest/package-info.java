/**
 * The load client: binds many sessions of many accounts, sends at a stated rate, and says what became of every message. Everything it keeps belongs to one event loop.
 *
 * <p>It is built on the gateway's own protocol room, whose client sends several times what a whole gateway takes; so what is measured is the gateway. The gateway is
 * always another process.
 */
@NullMarked
package dev.heliograph.loadtest;

import org.jspecify.annotations.NullMarked;
