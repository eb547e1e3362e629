package com.compareintel.openrouter;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection to the upstream, which serves one exchange after the other. Confined to its event
/// loop.
///
/// Once an answer is over, what is left of its response is read on for a moment so that the
/// connection can be used again; if there is more to it, the connection is closed.
final class Connection extends ChannelInboundHandlerAdapter {
    /// What may be left of a response whose answer is over: the end of the chunked encoding, or
    /// little more.
    private static final int MAX_REST_BYTES = 16 * 1024;

    private static final long MAX_REST_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final LoopConnections home;
    private final boolean secure;

    private @Nullable Channel channel;
    private @Nullable Exchange exchange;
    private @Nullable Future<?> alarm;
    private boolean ready;
    private boolean served;
    private boolean interim;
    private boolean keepAlive;
    private boolean draining;
    private int restBytes;

    /// A connection that is yet to be made, for its first exchange.
    Connection(LoopConnections home, boolean secure, Exchange first) {
        this.home = home;
        this.secure = secure;
        this.exchange = first;
    }

    /// The channel exists and is being connected, for `millis` at most.
    void dialling(Channel dialled, long millis) {
        channel = dialled;
        alarm(millis);
    }

    /// Whether it has served an exchange before, so that the other side may have closed it
    /// meanwhile.
    boolean hasServed() {
        return served;
    }

    boolean isOpen() {
        return channel != null && channel.isActive();
    }

    /// Takes the next exchange; the connection is idle.
    void serve(Exchange next) {
        silenceAlarm();
        exchange = next;
    }

    /// Waits for the next exchange, for `millis` at most.
    void rest(long millis) {
        alarm(millis);
    }

    void send(HttpRequest request, Exchange sender) {
        if (channel != null) {
            channel.writeAndFlush(request).addListener(done -> sender.sent(this, done.isSuccess()));
        }
    }

    void readOn(boolean on) {
        if (channel != null && channel.isActive()) {
            channel.config().setAutoRead(on);
        }
    }

    /// Closes at once; the exchange hears no more from here.
    void close() {
        exchange = null;
        silenceAlarm();
        if (channel != null) {
            var _ = channel.close();
        }
    }

    /// No connection came about.
    void failed(Throwable cause) {
        Exchange waiting = exchange;
        close();
        if (waiting != null) {
            waiting.unreachable(cause);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!secure) {
            ready();
        }
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ready();
            } else {
                failed(handshake.cause());
            }
        }
        context.fireUserEventTriggered(event);
    }

    private void ready() {
        silenceAlarm();
        ready = true;
        if (exchange != null) {
            exchange.sendOver(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpObject part) {
                read(part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(HttpObject part) {
        Exchange current = exchange;
        if (current == null) {
            close();
            return;
        }
        if (part.decoderResult().isFailure()) {
            close();
            current.garbled();
            return;
        }
        if (part instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!interim) {
                keepAlive = HttpUtil.isKeepAlive(response);
                current.head(response);
            }
        }
        if (part instanceof HttpContent content) {
            body(current, content);
        }
    }

    private void body(Exchange current, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (interim) {
            return;
        }
        if (draining) {
            restBytes += content.content().readableBytes();
        } else {
            current.body(content.content());
        }
        if (exchange == null) {
            return;
        }
        if (last) {
            ended(current);
        } else if (current.isOver()) {
            drain(current);
        }
    }

    private void ended(Exchange current) {
        current.bodyEnded();
        if (exchange == null) {
            return;
        }
        silenceAlarm();
        exchange = null;
        if (keepAlive && current.wasSent()) {
            served = true;
            draining = false;
            restBytes = 0;
            readOn(true);
            home.keep(this);
        } else {
            close();
        }
    }

    private void drain(Exchange current) {
        if (!current.mayDrain() || restBytes > MAX_REST_BYTES) {
            close();
        } else if (!draining) {
            draining = true;
            readOn(true);
            alarm(MAX_REST_MILLIS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Exchange current = exchange;
        exchange = null;
        silenceAlarm();
        home.forget(this);
        if (current != null) {
            current.lost(this);
        }
        context.fireChannelInactive();
    }

    /// Whatever it is, it is the end of this connection. Of trouble on the network the exchange
    /// learns when the channel is closed; anything else is a defect of ours.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Exchange current = exchange;
        if (!ready) {
            failed(cause);
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            var _ = context.close();
        } else {
            LOG.error("An answer could not be taken in", cause);
            close();
            if (current != null) {
                current.crashed();
            }
        }
    }

    private void alarm(long millis) {
        silenceAlarm();
        if (channel != null) {
            alarm = channel.eventLoop().schedule(this::expired, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void silenceAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void expired() {
        if (ready) {
            close();
        } else {
            failed(new ConnectTimeout());
        }
    }

    /// Connecting took too long.
    private static final class ConnectTimeout extends Exception {
        private static final long serialVersionUID = 1L;

        ConnectTimeout() {
            super(null, null, false, false);
        }
    }
}
