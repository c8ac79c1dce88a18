package dev.heliograph.benchmarks.wholepath;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The floor: frames are told apart and answered, with one flush a read, and nothing in them is looked at. */
final class BareFrames {
    private static final int HEADER = 16;
    private static final int RESPONSE = 0x8000_0000;
    private static final byte[] ID = "m0000000000001\0".getBytes(StandardCharsets.US_ASCII);

    private BareFrames() {}

    /** @param args the port */
    public static void main(String[] args) {
        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Answering());
                    }
                })
                .bind("127.0.0.1", Integer.parseInt(args[0]))
                .syncUninterruptibly();
    }

    private static final class Answering extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (!isWhole(in)) {
                return;
            }
            ByteBuf answers = context.alloc().buffer();
            while (isWhole(in)) {
                int at = in.readerIndex();
                answers.writeInt(HEADER + ID.length)
                        .writeInt(in.getInt(at + 4) | RESPONSE)
                        .writeInt(0)
                        .writeInt(in.getInt(at + 12))
                        .writeBytes(ID);
                in.skipBytes(in.getInt(at));
            }
            context.writeAndFlush(answers, context.voidPromise());
        }

        private static boolean isWhole(ByteBuf in) {
            return in.readableBytes() >= HEADER && in.readableBytes() >= in.getInt(in.readerIndex());
        }
    }
}
