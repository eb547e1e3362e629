package com.compareintel.openrouter.local;

import com.compareintel.openrouter.local.Premises.ModelService;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/// A running upstream: an HTTP/1.1 server that speaks OpenRouter's protocol.
///
/// Every connection is served on an event loop, without a thread of its own. Thread-safe.
public final class LocalUpstream implements AutoCloseable {
    /// Part of everything in an error response that must not reach an end user: account ids, raw
    /// provider text, provider addresses, flagged input.
    public static final String LEAK_MARKER = "leakmarker";

    static final String BASE_PATH = "/api/v1";

    /// More than any request the product sends.
    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private final Premises premises;
    private final EventLoopGroup loops;
    private final ChannelGroup connections;
    private final Channel server;

    private LocalUpstream(
            Premises premises, EventLoopGroup loops, ChannelGroup connections, Channel server) {
        this.premises = premises;
        this.loops = loops;
        this.connections = connections;
        this.server = server;
    }

    /// Starts an upstream; it serves when this returns. Its threads are daemons.
    ///
    /// @throws IllegalArgumentException if an extra model is not in the vocabulary
    /// @throws IllegalStateException if the address cannot be bound
    /// @throws UncheckedIOException if the billing book's file cannot be opened
    public static LocalUpstream start(LocalUpstreamOptions options) {
        var premises = Premises.of(options);
        var loops =
                new MultiThreadIoEventLoopGroup(
                        options.eventLoops(),
                        new DefaultThreadFactory("local-upstream", true),
                        NioIoHandler.newFactory());
        var connections = new DefaultChannelGroup(loops.next());
        var bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1_024)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        connections.add(channel);
                                        channel.pipeline()
                                                .addLast(new HttpServerCodec())
                                                .addLast(
                                                        new HttpObjectAggregator(MAX_REQUEST_BYTES))
                                                .addLast(new UpstreamHandler(premises));
                                    }
                                })
                        .bind(options.host(), options.port())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            premises.book().close();
            throw new IllegalStateException(
                    "cannot listen on " + options.host() + ":" + options.port(), bound.cause());
        }
        return new LocalUpstream(premises, loops, connections, bound.channel());
    }

    /// Runs an upstream as a process of its own until that is ended. Arguments and environment are
    /// those of [CommandLine]; prints its base address in one line.
    public static void main(String[] arguments) {
        switch (CommandLine.read(arguments, System.getenv())) {
            case CommandLine.Wrong(var complaint) -> {
                System.err.println(complaint);
                System.exit(2);
            }
            case CommandLine.Understood(var options) -> {
                try {
                    var upstream = start(options);
                    System.out.println("listening on " + upstream.baseUri());
                    upstream.server.closeFuture().awaitUninterruptibly();
                } catch (IllegalArgumentException
                        | IllegalStateException
                        | UncheckedIOException failed) {
                    System.err.println(failed.getMessage());
                    System.exit(1);
                }
            }
        }
    }

    /// `http://host:port/api/v1`, the base that an OpenRouter client is configured with.
    public URI baseUri() {
        var address = (InetSocketAddress) server.localAddress();
        var host = premises.options().host();
        var named = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + named + ":" + address.getPort() + BASE_PATH);
    }

    /// What was charged.
    public BillingBook book() {
        return premises.book();
    }

    /// What was asked; empty unless the options keep requests.
    public RequestLog requests() {
        return premises.requests();
    }

    /// From now on requests for models get status 503, or are served again.
    public void failModels(boolean fails) {
        premises.models().set(fails ? ModelService.FAILS : ModelService.SERVES);
    }

    /// From now on requests for models get no answer at all, or are served again.
    public void hangModels(boolean hangs) {
        premises.models().set(hangs ? ModelService.HANGS : ModelService.SERVES);
    }

    /// From the next call on `model` (a demonstration model, say) behaves like `fake/` +
    /// `behaviour`.
    ///
    /// @throws IllegalArgumentException if `behaviour` is not in the vocabulary
    public void behave(String model, String behaviour) {
        premises.shelf()
                .substitute(
                        model,
                        Vocabulary.parse(behaviour)
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "not in the vocabulary: " + behaviour)));
    }

    /// From the next call on `model` behaves as it did in the beginning.
    public void behaveNormally(String model) {
        premises.shelf().restore(model);
    }

    /// Closes every connection, enters the calls that were open into the book as unfinished, and
    /// stops. Calls that run on after their callers hung up are not entered.
    @Override
    public void close() {
        premises.shutting().set(true);
        server.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        premises.book().close();
    }
}
