package dev.heliograph.smpp.wire;

import dev.heliograph.smpp.pdu.Decoded;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Malformed;
import dev.heliograph.smpp.pdu.Pdu;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PDUs over one Netty channel.
 *
 * <p>Inbound, a {@link Framer} cuts the octets. Outbound, PDUs are encoded into one buffer that is flushed once: at the end of a
 * read, or for writes outside of a read at the end of the event loop's turn. A flush per PDU costs three times the processor
 * time.
 */
public final class PduChannel extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(PduChannel.class);

    /** A gathered buffer is handed to the socket when it has grown to this many octets. */
    private static final int BATCH_OCTETS = 32 * 1024;

    private static final int FIRST_BATCH_OCTETS = 1024;

    /**
     * While paused the socket is read until this many octets are held: less would overlook a peer that closes meanwhile, as the end
     * of the stream is seen by reading only.
     */
    private static final int PAUSED_OCTETS_MAX = 16 * 1024;

    /** What a channel tells its session, on the event loop. */
    public interface Listener {
        /** Octets arrived: called once before the PDUs in them. */
        void onRead();

        /** One frame, whatever it is. After a {@link Malformed.Fatal} no other follows. */
        void onFrame(Decoded frame);

        /** The write queue fell below its lower or rose above its upper mark. */
        void onWritabilityChanged();

        /** The connection is gone. */
        void onInactive();
    }

    private final Listener listener;
    private final Framer framer;
    private final int writeQueueOctetsMax;
    private final Executor turn;
    private final Runnable read = this::read;
    private final Runnable flush = this::flushTurn;

    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf batch;
    private int version = InterfaceVersion.V5_0;
    private boolean reading;
    private boolean paused;
    private boolean inRead;
    private boolean flushDue;
    /** There may be more in the socket than was read. */
    private boolean socketHolds;

    private long timesCaughtUp;

    /**
     * @param pduOctetsMax largest frame taken, header included
     * @param writeQueueOctetsMax octets waiting for the socket above which it counts as full
     * @param turn runs a call to the listener at once, with whatever has to be set up around it
     */
    public PduChannel(Listener listener, int pduOctetsMax, int writeQueueOctetsMax, Executor turn) {
        this.listener = listener;
        this.framer = new Framer(pduOctetsMax);
        this.writeQueueOctetsMax = writeQueueOctetsMax;
        this.turn = turn;
    }

    /** The interface version that frames are decoded and encoded by from now on. */
    public void version(int newVersion) {
        version = newVersion;
    }

    /** Whether the write queue is below its bound. */
    public boolean isWritable() {
        return context != null && context.channel().isWritable();
    }

    /** Octets that wait for the socket beyond the bound of the write queue; 0 while there are fewer. */
    public long overdueOctets() {
        if (context == null || context.channel().isWritable()) {
            return 0;
        }
        return Math.max(0, context.channel().bytesBeforeWritable() - writeQueueOctetsMax / 2);
    }

    /**
     * Encodes a PDU; it leaves with the next flush.
     *
     * @param congestionState see {@link dev.heliograph.smpp.pdu.PduEncoder}
     * @return false if it cannot be encoded, and then nothing of it leaves
     */
    public boolean write(Pdu pdu, int sequenceNumber, int congestionState) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return true;
        }
        ByteBuf out = batch;
        if (out == null) {
            out = ctx.alloc().ioBuffer(FIRST_BATCH_OCTETS);
            batch = out;
        }
        boolean encoded = LoopCodecs.get().encoder().encode(pdu, sequenceNumber, version, congestionState, out);
        if (out.readableBytes() >= BATCH_OCTETS) {
            flush();
        } else if (!inRead && !flushDue) {
            flushDue = true;
            ctx.executor().execute(flush);
        }
        return encoded;
    }

    /** How often everything had been read and handed over that the peer had sent by then, as far as this side can tell. */
    public long timesCaughtUp() {
        return timesCaughtUp;
    }

    /** Stops handing over frames, and soon reading; what has arrived is kept. */
    public void pause() {
        paused = true;
        boundHeldOctets();
    }

    private void boundHeldOctets() {
        if (paused && context != null && framer.heldOctets() >= PAUSED_OCTETS_MAX) {
            socketHolds = true;
            context.channel().config().setAutoRead(false);
        }
    }

    /** Goes on where {@link #pause()} stopped, in a turn of its own. */
    public void resume() {
        if (paused) {
            paused = false;
            if (context != null) {
                context.channel().config().setAutoRead(true);
                later(read);
            }
        }
    }

    /** Runs a task in a turn of its own, after this one; never, if the connection is gone by now. */
    public void later(Runnable task) {
        if (context != null) {
            context.executor().execute(() -> turn.execute(task));
        }
    }

    /**
     * Sends what was written and drops what arrives from now on, but leaves the connection open. Whoever closes it later closes on
     * no unread octets, for which TCP would destroy our last word.
     */
    public void mute() {
        framer.close();
        flush();
        paused = false;
        if (context != null) {
            context.channel().config().setAutoRead(true);
        }
    }

    /**
     * As {@link #mute()}, and tells the peer that this is the end of the stream; it closes then. The caller sees to it that
     * {@link #cut()} comes in the end.
     */
    public void finish() {
        ByteBuf last = takeBatch();
        mute();
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        ctx.writeAndFlush(last == null ? Unpooled.EMPTY_BUFFER : last).addListener(written -> {
            SslHandler tls = ctx.pipeline().get(SslHandler.class);
            if (tls != null) {
                tls.closeOutbound();
            } else if (ctx.channel() instanceof DuplexChannel duplex && written.isSuccess()) {
                duplex.shutdownOutput();
            } else {
                ctx.close();
            }
        });
    }

    /** Closes at once, whatever is still to be sent. */
    public void cut() {
        framer.close();
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        ctx.channel()
                .config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(writeQueueOctetsMax / 2, writeQueueOctetsMax));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf octets)) {
            ctx.fireChannelRead(message);
            return;
        }
        inRead = true;
        framer.add(ctx.alloc(), octets);
        var lastRead = ctx.channel().unsafe().recvBufAllocHandle();
        socketHolds = lastRead.lastBytesRead() > 0 && lastRead.lastBytesRead() == lastRead.attemptedBytesRead();
        boundHeldOctets();
        turn.execute(read);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        flush();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        turn.execute(listener::onWritabilityChanged);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        framer.close();
        ByteBuf unsent = takeBatch();
        if (unsent != null) {
            unsent.release();
        }
        context = null;
        turn.execute(listener::onInactive);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("connection of {} broke", ctx.channel().remoteAddress(), cause);
        } else {
            LOG.warn("closing the connection of {}", ctx.channel().remoteAddress(), cause);
        }
        ctx.close();
    }

    /** Hands over every frame that is complete, until told to pause. */
    private void read() {
        if (reading || paused || context == null) {
            return;
        }
        reading = true;
        listener.onRead();
        try {
            Decoded frame = framer.next(version);
            while (frame != null) {
                listener.onFrame(frame);
                frame = paused ? null : framer.next(version);
            }
        } finally {
            reading = false;
            if (!paused && !socketHolds) {
                timesCaughtUp++;
            }
            if (context != null) {
                framer.compact(context.alloc());
            }
        }
    }

    private void flushTurn() {
        flushDue = false;
        flush();
    }

    private void flush() {
        ByteBuf out = takeBatch();
        if (out == null || context == null) {
            return;
        }
        if (out.isReadable()) {
            context.writeAndFlush(out, context.voidPromise());
        } else {
            out.release();
        }
    }

    private @Nullable ByteBuf takeBatch() {
        ByteBuf out = batch;
        batch = null;
        return out;
    }
}
