package com.compareintel.app.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A client's connection, for one request after the other. Confined to the client's event loop.
final class Wire extends SimpleChannelInboundHandler<HttpObject> {
    private final Deque<Wire> kept;
    private @Nullable ChannelFuture connected;
    private @Nullable Visit visit;
    private @Nullable Frames frames;
    private boolean ok;

    private Wire(Deque<Wire> kept) {
        this.kept = kept;
    }

    /// Connects from the address of this client; requests may be made at once.
    ///
    /// @param kept where it goes when a request is answered
    static Wire open(EventLoopGroup loop, Target target, int number, Deque<Wire> kept) {
        Wire wire = new Wire(kept);
        wire.connected =
                new Bootstrap()
                        .group(loop)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        if (target.tls() != null) {
                                            channel.pipeline()
                                                    .addLast(
                                                            target.tls()
                                                                    .newHandler(channel.alloc()));
                                        }
                                        channel.pipeline().addLast(new HttpClientCodec(), wire);
                                    }
                                })
                        .connect(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), target.port()),
                                new InetSocketAddress(
                                        InetAddress.ofLiteral(
                                                "127.1.%d.%d"
                                                        .formatted(number / 250, number % 250 + 1)),
                                        0));
        return wire;
    }

    /// Asks; the answer is this visit's.
    ///
    /// @param model whose the answer is, if it does not say so itself
    void ask(Visit by, int model, FullHttpRequest request) {
        visit = by;
        frames = new Frames(by, model);
        ChannelFuture connecting = Objects.requireNonNull(connected);
        var _ =
                connecting.addListener(done -> {
                    if (done.isSuccess()) {
                        by.over(connecting.channel());
                        var _ = connecting.channel().writeAndFlush(request);
                    } else {
                        request.release();
                        by.fault("no connection: " + done.cause());
                        end(false);
                    }
                });
    }

    void close() {
        if (connected != null) {
            var _ = connected.channel().close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (visit == null || frames == null) {
            return;
        }
        if (part instanceof HttpResponse response) {
            ok = response.status().code() == HttpResponseStatus.OK.code();
            if (!ok) {
                visit.fault("answered " + response.status());
            }
        } else if (part instanceof HttpContent content) {
            if (ok) {
                frames.take(content.content());
            } else {
                visit.fault(content.content().toString(StandardCharsets.UTF_8));
            }
            if (part instanceof LastHttpContent) {
                kept.addFirst(this);
                end(ok);
            }
        }
    }

    private void end(boolean whole) {
        Visit ended = visit;
        visit = null;
        frames = null;
        if (ended != null) {
            ended.responded(whole);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        kept.remove(this);
        end(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (visit != null) {
            visit.fault(cause.toString());
        }
        var _ = context.close();
    }
}
