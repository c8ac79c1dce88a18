package dev.heliograph.egress.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.vertx.core.http.WebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/**
 * Writes text frames and flushes when told: Vert.x flushes after every frame, which costs thirty times what the frame does. The only class that reaches behind
 * Vert.x's WebSocket, and it does so for writing frames and for hearing that there is room again; closing and pings stay with Vert.x.
 */
final class FrameWriter extends ChannelInboundHandlerAdapter {
    private static final String NAME = "heliograph-frames";

    private final ChannelHandlerContext context;
    private final Runnable onWritable;

    /**
     * @param queueBytesMax above this many waiting bytes {@link #isWritable} is false, until half of them are gone
     * @param onWritable runs on the socket's event loop when there is room again
     */
    FrameWriter(WebSocket socket, int queueBytesMax, Runnable onWritable) {
        this.context = ((WebSocketInternal) socket).channelHandlerContext();
        this.onWritable = onWritable;
        context.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(queueBytesMax / 2, queueBytesMax));
        context.pipeline().addBefore(context.name(), NAME, this);
    }

    boolean isWritable() {
        return context.channel().isWritable();
    }

    /** Writes one frame; it leaves with the next {@link #flush}. */
    void text(byte[] utf8, int offset, int length) {
        ByteBuf payload = context.alloc().buffer(length).writeBytes(utf8, offset, length);
        context.write(new TextWebSocketFrame(payload), context.voidPromise());
    }

    void flush() {
        context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        super.channelWritabilityChanged(ctx);
        if (isWritable()) {
            onWritable.run();
        }
    }
}
