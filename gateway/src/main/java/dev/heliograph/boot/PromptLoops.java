package dev.heliograph.boot;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.transport.Transport;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The machine's transport, with event loops that look at their sockets every {@value #TASKS_MILLIS_MAX} ms even while tasks keep coming.
 *
 * <p>By themselves they run tasks for up to a second first. A busy node always has tasks, because the store's writer answers all the time: then receipts and the
 * answers of ESMEs and message centres were heard once a second, a window at a time, while submissions went on.
 */
final class PromptLoops implements Transport, io.vertx.core.spi.transport.Transport {
    private static final long TASKS_MILLIS_MAX = 5;

    private final Transport named;
    private final io.vertx.core.spi.transport.Transport own;

    private PromptLoops(Transport named) {
        this.named = named;
        this.own = named.implementation();
    }

    /** @return over epoll, kqueue or io_uring where there is one, else over NIO */
    static Transport best() {
        Transport natural = Transport.nativeTransport();
        return new PromptLoops(natural != null && natural.available() ? natural : Transport.NIO);
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int count, ThreadFactory threads, int ioRatio) {
        return type == IO_EVENT_LOOP_GROUP
                ? new Group(count, threads, own.ioHandlerFactory())
                : own.eventLoopGroup(type, count, threads, ioRatio);
    }

    private static final class Group extends MultiThreadIoEventLoopGroup {
        Group(int count, ThreadFactory threads, IoHandlerFactory handlers) {
            super(count, threads, handlers);
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... unused) {
            return new SingleThreadIoEventLoop(
                    this, executor, handlers, Integer.MAX_VALUE, RejectedExecutionHandlers.reject(), TASKS_MILLIS_MAX);
        }
    }

    // ---- everything else as it is

    @Override
    public String name() {
        return named.name();
    }

    @Override
    public boolean available() {
        return named.available();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return this;
    }

    @Override
    public boolean supportsDomainSockets() {
        return own.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return own.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
        return own.isAvailable();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return own.unavailabilityCause();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return own.convert(address);
    }

    @Override
    public @Nullable SocketAddress convert(java.net.SocketAddress address) {
        return own.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return own.ioHandlerFactory();
    }

    @Override
    public DatagramChannel datagramChannel() {
        return own.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation") // of the interface
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return own.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return own.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return own.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        own.configure(channel, options);
    }

    @Override
    public void configure(ClientOptionsBase options, int timeoutMillis, boolean domainSocket, Bootstrap bootstrap) {
        own.configure(options, timeoutMillis, domainSocket, bootstrap);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        own.configure(options, domainSocket, bootstrap);
    }
}
