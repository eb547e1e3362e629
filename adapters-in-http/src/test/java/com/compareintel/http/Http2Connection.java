package com.compareintel.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection of HTTP/2 without TLS, on which a test decides over every stream. Its headers are
/// not checked and its limits are its own, so that it can send what no client would.
public final class Http2Connection implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    /// What the whole connection takes in beyond what its streams have taken, as browsers do: one
    /// stream that takes nothing holds up no other.
    private static final int WINDOW = 1 << 20;

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel channel;
    private final String authority;

    private Http2Connection(int port) throws InterruptedException {
        authority = "127.0.0.1:" + port;
        channel =
                new Bootstrap()
                        .group(loops)
                        .channel(NioSocketChannel.class)
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel made) {
                                        made.pipeline()
                                                .addLast(
                                                        Http2FrameCodecBuilder.forClient()
                                                                .validateHeaders(false)
                                                                .encoderIgnoreMaxHeaderListSize(
                                                                        true)
                                                                .build(),
                                                        new Http2MultiplexHandler(
                                                                new ChannelInboundHandlerAdapter()));
                                    }
                                })
                        .connect(InetAddress.getLoopbackAddress(), port)
                        .sync()
                        .channel();
        channel.writeAndFlush(new DefaultHttp2WindowUpdateFrame(WINDOW)).sync();
    }

    /// A connection to a server on this machine, which speaks HTTP/2 from its first byte on.
    public static Http2Connection to(int port) throws InterruptedException {
        return new Http2Connection(port);
    }

    /// Asks on a stream of its own.
    ///
    /// @param headers names, in lower case, and values in turn
    public Stream ask(String method, String path, String body, String... headers)
            throws InterruptedException {
        return ask(true, method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /// Asks on a stream of its own and takes nothing of the response but its head, until told.
    public Stream askWithoutTaking(String path, String... headers) throws InterruptedException {
        return ask(false, "GET", path, new byte[0], headers);
    }

    private Stream ask(boolean takes, String method, String path, byte[] body, String... headers)
            throws InterruptedException {
        Stream stream = new Stream(takes);
        stream.channel =
                new Http2StreamChannelBootstrap(channel).handler(stream).open().sync().getNow();
        Http2Headers head =
                new DefaultHttp2Headers(false)
                        .method(method)
                        .scheme("http")
                        .authority(authority)
                        .path(path);
        for (int i = 0; i < headers.length; i += 2) {
            head.add(headers[i], headers[i + 1]);
        }
        stream.method = method;
        stream.path = path;
        var _ = stream.channel.write(new DefaultHttp2HeadersFrame(head, body.length == 0));
        if (body.length > 0) {
            var _ =
                    stream.channel.write(
                            new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
        }
        stream.channel.flush();
        return stream;
    }

    /// Whether the server has closed the connection, as far as can be told within this time.
    public boolean awaitClosed() throws InterruptedException {
        return channel.closeFuture().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        if (loops.isShuttingDown()) {
            return;
        }
        channel.close().syncUninterruptibly();
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /// A request and what came back so far.
    public static final class Stream extends ChannelInboundHandlerAdapter {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final Map<String, List<String>> headers = new LinkedHashMap<>();
        private final boolean takes;
        private String method = "";
        private String path = "";
        private int status;
        private boolean ended;
        private @Nullable Http2Error reset;
        private Http2StreamChannel channel;

        @SuppressWarnings("NullAway.Init")
        private Stream(boolean takes) {
            this.takes = takes;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ctx.channel().config().setAutoRead(takes);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.read();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            lock.lock();
            try {
                switch (frame) {
                    case Http2HeadersFrame head -> {
                        head.headers()
                                .forEach(line ->
                                        headers.computeIfAbsent(
                                                        line.getKey().toString(),
                                                        name -> new ArrayList<>())
                                                .add(line.getValue().toString()));
                        headers.remove(":status");
                        status = Integer.parseInt(head.headers().status().toString());
                        ended = head.isEndStream();
                    }
                    case Http2DataFrame data -> {
                        body.writeBytes(ByteBufUtil.getBytes(data.content()));
                        ended = data.isEndStream();
                    }
                    default -> {}
                }
                changed.signalAll();
            } finally {
                lock.unlock();
                ReferenceCountUtil.release(frame);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof Http2ResetFrame told) {
                lock.lock();
                try {
                    reset = Http2Error.valueOf(told.errorCode());
                    ended = true;
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private interface Wish {
            boolean isFulfilled();
        }

        private void await(String what, Wish wish) throws InterruptedException {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            lock.lock();
            try {
                while (!wish.isFulfilled()) {
                    if (left <= 0 || ended) {
                        throw new AssertionError(what + " did not come, but " + this);
                    }
                    left = changed.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        /// Waits for the head and answers the status.
        public int status() throws InterruptedException {
            await("a head", () -> status > 0);
            return status;
        }

        /// The headers so far, without those that HTTP/2 itself needs.
        public Map<String, List<String>> headers() throws InterruptedException {
            status();
            return Map.copyOf(headers);
        }

        /// The only header of this name.
        public String header(String name) throws InterruptedException {
            List<String> values = headers().getOrDefault(name, List.of());
            if (values.size() != 1) {
                throw new AssertionError(name + " is not there once, but " + values);
            }
            return values.getFirst();
        }

        /// Waits until this has come.
        public Stream awaitText(String text) throws InterruptedException {
            await(text, () -> text().contains(text));
            return this;
        }

        /// Waits for the end and answers the whole body.
        public String body() throws InterruptedException {
            lock.lock();
            try {
                long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                while (!ended && left > 0) {
                    left = changed.awaitNanos(left);
                }
                if (!ended || reset != null) {
                    throw new AssertionError("no whole body: " + this);
                }
                return text();
            } finally {
                lock.unlock();
            }
        }

        /// What has come so far.
        public String text() {
            lock.lock();
            try {
                return body.toString(StandardCharsets.UTF_8);
            } finally {
                lock.unlock();
            }
        }

        public String method() {
            return method;
        }

        public String path() {
            return path;
        }

        /// Takes from now on what comes.
        public void take() {
            channel.config().setAutoRead(true);
            channel.read();
        }

        /// Wants no more of it.
        public void reset() {
            channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL))
                    .syncUninterruptibly();
        }

        @Override
        public String toString() {
            return "%s %s: %d%s %s"
                    .formatted(method, path, status, reset == null ? "" : " " + reset, text());
        }
    }
}
