package com.compareintel.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The provider of the bench, a process of its own: OpenRouter's wire over HTTP/1.1, texts, costs
/// and usage drawn from a seed. It is told how to speak by requests for `/bench/…`, which is no
/// part of what is measured. All of it happens on one event loop.
public final class MockUpstream {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAYLOADS = 4_096;
    private static final double LATE_PER_SECOND = 100;

    /// Models that are listed and never asked, for lists are long.
    private static final int OTHERS = 300;

    private static final int MAX_REQUEST_BYTES = 1 << 20;

    private final List<String> models;
    private final List<Payload> payloads;
    private final Random random;
    private final Set<MockCall> open = new LinkedHashSet<>();

    /// The connections over which calls came.
    private final Set<Desk> desks = new LinkedHashSet<>();

    private final List<Bill> book = new ArrayList<>();
    private Scene scene = Scene.steady(1);
    private int nonces;

    private MockUpstream(long seed, List<String> models) {
        this.random = new Random(seed);
        this.models = models;
        this.payloads = Payload.some(PAYLOADS, random);
        this.nonces = random.nextInt(1 << 22);
    }

    /// Arguments: the seed, the models separated by commas and, for TLS, files with a certificate
    /// and its key. Prints the port.
    public static void main(String[] arguments) throws Exception {
        int port =
                start(
                        Long.parseLong(arguments[0]),
                        List.of(arguments[1].split(",", -1)),
                        arguments.length < 4 ? null : Tls.server(arguments[2], arguments[3]));
        System.out.println("listening on " + port);
    }

    /// Starts one in this process.
    ///
    /// @return its port
    static int start(long seed, List<String> models, @Nullable SslContext tls) {
        MockUpstream mock = new MockUpstream(seed, models);
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server =
                new ServerBootstrap()
                        .group(loops)
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
                                                .addLast(mock.new Desk());
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /// One connection.
    private final class Desk extends SimpleChannelInboundHandler<FullHttpRequest> {
        private @Nullable MockCall call;
        private @Nullable ChannelHandlerContext connection;

        /// Closes the connection unless it is in use.
        void rest() {
            if (call == null && connection != null) {
                var _ = connection.close();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
                throws IOException {
            String uri = request.uri();
            if (uri.equals("/api/v1/chat/completions")) {
                JsonNode body = JSON.readTree(request.content().toString(StandardCharsets.UTF_8));
                answer(context, body.path("model").asText());
            } else if (uri.equals("/api/v1/models")) {
                reply(context, HttpResponseStatus.OK, modelList());
            } else if (uri.startsWith("/bench/")) {
                reply(context, HttpResponseStatus.OK, obey(uri.substring("/bench/".length())));
            } else {
                reply(context, HttpResponseStatus.NOT_FOUND, "{\"error\":{\"code\":404}}");
            }
        }

        private void answer(ChannelHandlerContext context, String model) {
            MockCall begun =
                    new MockCall(
                            context,
                            scene,
                            payloads,
                            random,
                            nonces++ & (1 << 24) - 1,
                            Trouble.of(scene, models.indexOf(model)),
                            model,
                            done -> {
                                open.remove(done);
                                book.add(done.bill());
                                call = null;
                            });
            call = begun;
            connection = context;
            desks.add(this);
            open.add(begun);
            begun.begin();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            desks.remove(this);
            if (call != null) {
                call.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }

    private static void reply(
            ChannelHandlerContext context, HttpResponseStatus status, String body) {
        var bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, bytes);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes());
        var _ = context.writeAndFlush(response);
    }

    private String obey(String order) {
        String[] words = order.split("/", 2);
        switch (words[0]) {
            case "clock" -> {
                return "" + System.nanoTime();
            }
            case "scene" ->
                    scene = Scene.parse(URLDecoder.decode(words[1], StandardCharsets.UTF_8));
            case "open" -> {}
            case "rest" -> List.copyOf(desks).forEach(Desk::rest);
            case "finish" -> {
                List.copyOf(open).forEach(MockCall::finishSoon);
                // What is only asked now is late, and short.
                scene = Scene.steady(LATE_PER_SECOND).endingAfter(1);
            }
            case "book" -> {
                String lines = book.stream().map(Bill::line).collect(Collectors.joining("\n"));
                book.clear();
                return lines;
            }
            default -> throw new IllegalArgumentException(order);
        }
        return "" + open.size();
    }

    private String modelList() {
        Stream<String> others =
                IntStream.range(0, OTHERS).mapToObj("maker-%1$d/never-asked-%1$d"::formatted);
        return Stream.concat(models.stream(), others)
                .map(
                        """
                        {"id":"%1$s","canonical_slug":"%1$s","name":"%1$s","created":1700000000,
                        "description":"","context_length":128000,
                        "architecture":{"input_modalities":["text"],"output_modalities":["text"]},
                        "pricing":{"prompt":"0.0000001","completion":"0.0000002"},
                        "top_provider":{"context_length":128000,"max_completion_tokens":16000,
                        "is_moderated":false},"supported_parameters":["max_tokens","temperature"]}\
                        """
                                ::formatted)
                .collect(Collectors.joining(",", "{\"data\":[", "]}"));
    }
}
