package com.compareintel.app.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The relay that the product is compared with: the least that relaying many streams into one takes
/// on this machine and this library. The sockets of the upstreams are on the event loop of the
/// client's, connections are kept, `data:` lines are found and framed anew with the number of their
/// model, and all that came in one turn of the loop leaves in one write. Nothing is parsed,
/// limited, charged, stored or logged.
///
/// It is frozen: what changes it changes what all figures mean, so `RefTest` knows its checksum.
public final class Ref {
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_REQUEST_BYTES = 1 << 20;

    private final int upstream;
    private final @Nullable SslContext upstreamTls;
    private final FastThreadLocal<Deque<Leg>> idle =
            new FastThreadLocal<>() {
                @Override
                protected Deque<Leg> initialValue() {
                    return new ArrayDeque<>();
                }
            };

    private Ref(int upstream, @Nullable SslContext upstreamTls) {
        this.upstream = upstream;
        this.upstreamTls = upstreamTls;
    }

    /// Arguments: the port of the upstream and, for TLS on both sides, files with a certificate and
    /// its key. Prints the port.
    public static void main(String[] arguments) throws Exception {
        boolean tls = arguments.length == 3;
        int port =
                start(
                        Integer.parseInt(arguments[0]),
                        tls ? Tls.client() : null,
                        tls ? Tls.server(arguments[1], arguments[2]) : null);
        System.out.println("listening on " + port);
    }

    /// Starts one in this process.
    ///
    /// @return its port
    static int start(int upstream, @Nullable SslContext upstreamTls, @Nullable SslContext tls) {
        Ref ref = new Ref(upstream, upstreamTls);
        Channel server =
                new ServerBootstrap()
                        .group(
                                new MultiThreadIoEventLoopGroup(
                                        Runtime.getRuntime().availableProcessors(),
                                        NioIoHandler.newFactory()))
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 4_096)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        if (tls != null) {
                                            channel.pipeline()
                                                    .addLast(tls.newHandler(channel.alloc()));
                                        }
                                        channel.pipeline()
                                                .addLast(new HttpServerCodec())
                                                .addLast(
                                                        new HttpObjectAggregator(MAX_REQUEST_BYTES))
                                                .addLast(ref.new Downstream());
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /// A client's connection. A request names the models in `X-Models`, and its body is the prompt
    /// as a JSON string.
    private final class Downstream extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final List<Leg> legs = new ArrayList<>();
        private @Nullable ChannelHandlerContext context;
        private @Nullable ByteBuf pending;
        private int open;

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext from, FullHttpRequest request) {
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                    .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            var _ = from.writeAndFlush(head);
            String prompt = request.content().toString(StandardCharsets.UTF_8);
            String[] models = request.headers().get("X-Models", "").split(",", -1);
            legs.clear();
            open = models.length;
            for (int i = 0; i < models.length; i++) {
                String body =
                        "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
                                .formatted(models[i], prompt);
                Leg kept = idle.get().pollFirst();
                Leg leg = kept != null ? kept : new Leg();
                legs.add(leg);
                leg.ask(this, i, body, from.channel().eventLoop());
            }
        }

        void line(int model, ByteBuf bytes, int from, int length) {
            ByteBuf to = pending();
            to.writeBytes(EVENT);
            ByteBufUtil.writeAscii(to, Integer.toString(model));
            to.writeByte('\n');
            to.writeBytes(bytes, from, length);
            to.writeByte('\n').writeByte('\n');
        }

        private ByteBuf pending() {
            ChannelHandlerContext here = here();
            ByteBuf there = pending;
            if (there == null) {
                there = here.alloc().buffer();
                pending = there;
                here.executor().execute(this::flush);
            }
            return there;
        }

        private ChannelHandlerContext here() {
            if (context == null) {
                throw new IllegalStateException("not connected");
            }
            return context;
        }

        private void flush() {
            if (pending != null) {
                var _ = here().writeAndFlush(new DefaultHttpContent(pending));
                pending = null;
            }
        }

        void ended(Leg leg) {
            legs.remove(leg);
            if (--open == 0) {
                flush();
                var _ = here().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            }
        }

        /// A client that does not read stops the upstreams.
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext changed) {
            legs.forEach(leg -> leg.read(changed.channel().isWritable()));
        }

        @Override
        public void channelInactive(ChannelHandlerContext gone) {
            List.copyOf(legs).forEach(Leg::hangUp);
            legs.clear();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
            var _ = broken.close();
        }
    }

    /// A connection to the upstream, for one call after the other.
    private final class Leg extends SimpleChannelInboundHandler<HttpObject> {
        private @Nullable Downstream downstream;
        private @Nullable Channel channel;
        private @Nullable ByteBuf rest;
        private int model;

        void ask(Downstream by, int number, String body, EventLoop loop) {
            downstream = by;
            model = number;
            if (channel != null) {
                var _ = channel.writeAndFlush(request(channel, body));
                return;
            }
            channel =
                    new Bootstrap()
                            .group(loop)
                            .channel(NioSocketChannel.class)
                            .option(ChannelOption.TCP_NODELAY, true)
                            .handler(
                                    new ChannelInitializer<>() {
                                        @Override
                                        protected void initChannel(Channel opened) {
                                            if (upstreamTls != null) {
                                                opened.pipeline()
                                                        .addLast(
                                                                upstreamTls.newHandler(
                                                                        opened.alloc()));
                                            }
                                            opened.pipeline()
                                                    .addLast(new HttpClientCodec(), Leg.this);
                                        }
                                    })
                            .connect("127.0.0.1", upstream)
                            .addListener(connected -> {
                                if (connected.isSuccess() && channel != null) {
                                    var _ = channel.writeAndFlush(request(channel, body));
                                } else {
                                    end();
                                }
                            })
                            .channel();
        }

        private DefaultFullHttpRequest request(Channel to, String body) {
            ByteBuf bytes = ByteBufUtil.writeUtf8(to.alloc(), body);
            var request =
                    new DefaultFullHttpRequest(
                            HttpVersion.HTTP_1_1,
                            HttpMethod.POST,
                            "/api/v1/chat/completions",
                            bytes);
            request.headers()
                    .set(HttpHeaderNames.HOST, "127.0.0.1:" + upstream)
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes());
            return request;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse response
                    && response.status().code() != HttpResponseStatus.OK.code()) {
                var _ = context.close();
            } else if (part instanceof HttpContent content) {
                scan(content.content());
                if (part instanceof LastHttpContent) {
                    idle.get().addFirst(this);
                    end();
                }
            }
        }

        private void scan(ByteBuf content) {
            ByteBuf bytes = content;
            if (rest != null) {
                bytes = rest.writeBytes(content);
            }
            int from = bytes.readerIndex();
            int end = bytes.writerIndex();
            int lineEnd = bytes.indexOf(from, end, (byte) '\n');
            while (lineEnd >= 0) {
                int length = lineEnd - from;
                if (downstream != null
                        && startsWith(bytes, from, length, DATA)
                        && !startsWith(bytes, from, length, DONE)) {
                    downstream.line(model, bytes, from, length);
                }
                from = lineEnd + 1;
                lineEnd = bytes.indexOf(from, end, (byte) '\n');
            }
            ByteBuf left =
                    from == end ? null : bytes.alloc().buffer().writeBytes(bytes, from, end - from);
            if (rest != null) {
                rest.release();
            }
            rest = left;
        }

        private static boolean startsWith(ByteBuf bytes, int from, int length, byte[] start) {
            if (length < start.length) {
                return false;
            }
            for (int i = 0; i < start.length; i++) {
                if (bytes.getByte(from + i) != start[i]) {
                    return false;
                }
            }
            return true;
        }

        void read(boolean on) {
            if (channel != null) {
                channel.config().setAutoRead(on);
            }
        }

        void hangUp() {
            downstream = null;
            if (channel != null) {
                var _ = channel.close();
            }
        }

        private void end() {
            Downstream to = downstream;
            downstream = null;
            read(true);
            if (to != null) {
                to.ended(this);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            idle.get().remove(this);
            if (rest != null) {
                rest.release();
                rest = null;
            }
            end();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
