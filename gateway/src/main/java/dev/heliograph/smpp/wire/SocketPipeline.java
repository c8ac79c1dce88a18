package dev.heliograph.smpp.wire;

import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.Executor;

/**
 * The one place that reaches behind Vert.x's public API: it puts a {@link PduChannel} in front of a socket's own handler, so
 * that octets become PDUs and writes are gathered before Vert.x sees either, and makes calls out of the pipeline run as the
 * context they belong to.
 */
public final class SocketPipeline {
    /** The name Vert.x gives its own handler, the last one of the pipeline. */
    private static final String VERTX_HANDLER = "handler";

    private SocketPipeline() {}

    /** Runs a task at once, on the event loop it is called on, as a task of this context. */
    public static Executor turnOf(Context context) {
        ContextInternal internal = (ContextInternal) context;
        return internal::dispatch;
    }

    /** Makes PDUs out of everything this socket reads from now on; to be called on its event loop before it reads. */
    public static void install(NetSocket socket, PduChannel channel) {
        ((NetSocketInternal) socket).channelHandlerContext().pipeline().addBefore(VERTX_HANDLER, "smpp", channel);
    }
}
