package com.compareintel.http.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a stream of HTTP/2 as bounded as a connection of HTTP/1: what its head may hold, and how
/// long the connection below may be silent. Connections change to HTTP/2 by their first bytes or by
/// TLS only, never by an `Upgrade` that a proxy in front might pass on without looking at what
/// comes after it.
@Singleton
final class Http2Edge implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    @Override
    public NettyServerCustomizer.Registry onCreated(
            BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Customizer(null));
        return event.getBean();
    }

    private record Customizer(@Nullable Channel channel) implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return new Customizer(channel);
        }

        @Override
        public void onInitialPipelineBuilt() {
            if (channel == null) {
                return;
            }
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.addLast("http2-silence", Silence.INSTANCE);
            ChannelHandlerContext upgrade = pipeline.context(HttpServerUpgradeHandler.class);
            if (upgrade != null) {
                pipeline.addBefore(upgrade.name(), "no-upgrade", NoUpgrade.INSTANCE);
            }
        }

        @Override
        public void onStreamPipelineBuilt() {
            if (channel != null
                    && channel.pipeline().get(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND)
                            != null) {
                channel.pipeline()
                        .addBefore(
                                ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
                                "head-bounds",
                                HeadBounds.INSTANCE);
            }
        }
    }

    /// Forgets that the client would rather speak HTTP/2.
    @ChannelHandler.Sharable
    static final class NoUpgrade extends ChannelInboundHandlerAdapter {
        static final NoUpgrade INSTANCE = new NoUpgrade();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request) {
                request.headers().remove(HttpHeaderNames.UPGRADE);
            }
            ctx.fireChannelRead(message);
        }
    }

    /// Closes connections on which nothing has happened for too long; on those of HTTP/1 the server
    /// does so itself.
    @ChannelHandler.Sharable
    static final class Silence extends ChannelInboundHandlerAdapter {
        static final Silence INSTANCE = new Silence();

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof IdleStateEvent idle
                    && idle.state() == IdleState.ALL_IDLE
                    && ctx.pipeline().get(Http2FrameCodec.class) != null) {
                var _ = ctx.channel().close();
            } else {
                ctx.fireUserEventTriggered(event);
            }
        }
    }

    /// Marks heads of too many lines; and those of HTTP/2 that are longer than one of HTTP/1 may
    /// be, so that they are refused alike.
    @ChannelHandler.Sharable
    private static final class HeadBounds extends ChannelInboundHandlerAdapter {
        static final HeadBounds INSTANCE = new HeadBounds();

        /// The colon and the space.
        private static final int BETWEEN = 2;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request) {
                if (request.uri().length() > ServerLimits.MAX_LINE) {
                    request.setDecoderResult(
                            DecoderResult.failure(new TooLongHttpLineException("path")));
                } else if (request.headers().size() > ServerLimits.MAX_HEADER_LINES
                        || bytes(request.headers()) > ServerLimits.MAX_HEADERS) {
                    request.setDecoderResult(
                            DecoderResult.failure(new TooLongHttpHeaderException("headers")));
                }
            }
            ctx.fireChannelRead(message);
        }

        private static long bytes(HttpHeaders headers) {
            long bytes = 0;
            for (var lines = headers.iteratorCharSequence(); lines.hasNext(); ) {
                Map.Entry<CharSequence, CharSequence> line = lines.next();
                bytes += line.getKey().length() + BETWEEN + line.getValue().length();
            }
            return bytes;
        }
    }
}
