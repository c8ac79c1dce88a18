/**
 * SMPP on a socket: frames out of octets, PDUs into octets, many writes gathered into one.
 *
 * <p>{@link dev.heliograph.smpp.wire.PduChannel} is a handler at the end of a Netty pipeline and belongs to that channel's event
 * loop. Only {@link dev.heliograph.smpp.wire.SocketPipeline} knows how to reach the pipeline of a Vert.x socket.
 */
@NullMarked
package dev.heliograph.smpp.wire;

import org.jspecify.annotations.NullMarked;
