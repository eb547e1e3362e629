package com.compareintel.openrouter;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The connections that one event loop has to the upstream, and those of them that are idle.
/// Confined to the loop, but for [#run].
final class LoopConnections {
    private static final int MAX_HEADER_BYTES = 32 * 1024;

    /// Bounds of a pool. There are never more idle connections than calls were under way at once
    /// while they were kept, and so never more than slots: a lower bound would close, and soon dial
    /// again, what was needed a moment ago, and each that we close takes its port along for a
    /// minute.
    ///
    /// @param idleFor how long idle connections are kept
    /// @param connectWithin how long resolving, connecting and the TLS handshake may take together
    record Limits(Duration idleFor, Duration connectWithin) {}

    private final EventLoop loop;
    private final UpstreamAddress address;
    private final Bootstrap bootstrap;
    private final @Nullable SslContext tls;
    private final Limits limits;
    private final byte[] space = new byte[SseDecoder.WORKING_BYTES];

    /// The one used last is used next, so that the others can expire.
    private final Deque<Connection> idle = new ArrayDeque<>();

    private boolean closed;

    /// @param bootstrap everything but the event loop and the handler
    /// @param tls empty for plain HTTP
    LoopConnections(
            EventLoop loop,
            UpstreamAddress address,
            Bootstrap bootstrap,
            @Nullable SslContext tls,
            Limits limits) {
        this.loop = loop;
        this.address = address;
        this.bootstrap = bootstrap.clone(loop);
        this.tls = tls;
        this.limits = limits;
    }

    boolean isCurrent() {
        return loop.inEventLoop();
    }

    /// Working space for whoever reads on this loop.
    byte[] space() {
        return space;
    }

    /// Does something on the loop, soon; false if the loop has ended.
    boolean run(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    /// Does something on the loop, so much later. To be called on the loop.
    void after(long millis, Runnable task) {
        var _ = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /// Begins an exchange over an idle connection or a new one.
    void begin(Exchange exchange) {
        Connection kept = idle.pollFirst();
        while (kept != null && !kept.isOpen()) {
            kept = idle.pollFirst();
        }
        if (kept == null) {
            dial(exchange);
        } else {
            kept.serve(exchange);
            exchange.sendOver(kept);
        }
    }

    /// Begins an exchange over a new connection.
    void dial(Exchange exchange) {
        Connection connection = new Connection(this, tls != null, exchange);
        exchange.dialling(connection);
        ChannelFuture dialled =
                bootstrap
                        .clone()
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        prepare(channel, connection);
                                    }
                                })
                        .connect(address.unresolved());
        connection.dialling(dialled.channel(), limits.connectWithin().toMillis());
        dialled.addListener(done -> {
            if (!done.isSuccess()) {
                connection.failed(done.cause());
            }
        });
    }

    private void prepare(Channel channel, Connection connection) {
        if (tls != null) {
            channel.pipeline()
                    .addLast(tls.newHandler(channel.alloc(), address.host(), address.port()));
        }
        channel.pipeline()
                .addLast(
                        new HttpClientCodec(
                                new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES),
                                false,
                                false))
                .addLast(connection);
    }

    /// Keeps a connection for later.
    void keep(Connection connection) {
        if (closed || !connection.isOpen()) {
            connection.close();
            return;
        }
        idle.addFirst(connection);
        connection.rest(limits.idleFor().toMillis());
    }

    /// A connection is gone.
    void forget(Connection connection) {
        // Those that nobody wants any more are the last.
        var _ = idle.removeLastOccurrence(connection);
    }

    /// Closes what is idle and keeps nothing from now on.
    void close() {
        closed = true;
        idle.forEach(Connection::close);
        idle.clear();
    }
}
