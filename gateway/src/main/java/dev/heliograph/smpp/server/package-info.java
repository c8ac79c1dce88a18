/**
 * The message centre's end of SMPP: listens, lets ESMEs bind and hands their requests on.
 *
 * <p>A server and all its sessions belong to the event loop of the context that started it; to use more cores, start one
 * server on the same port in each of several contexts (verticle instances).
 */
@NullMarked
package dev.heliograph.smpp.server;

import org.jspecify.annotations.NullMarked;
