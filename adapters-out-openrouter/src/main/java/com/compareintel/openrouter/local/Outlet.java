package com.compareintel.openrouter.local;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Where the bytes of one chunked response leave, whole or in slices, all or up to a limit.
/// Confined to the event loop of its connection.
final class Outlet {
    /// Long enough for a reader to be woken between two slices.
    private static final long SPLIT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Channel channel;
    private final boolean keepAlive;
    private final Script script;
    private final Runnable ended;
    private final ArrayDeque<byte[]> slices = new ArrayDeque<>();
    private boolean slicing;
    private boolean ending;
    private long written;
    private boolean shut;

    /// `ended` runs when the response has ended properly and another request may come.
    Outlet(Channel channel, boolean keepAlive, Script script, Runnable ended) {
        this.channel = channel;
        this.keepAlive = keepAlive;
        this.script = script;
        this.ended = ended;
    }

    void head(String contentType, String generationId) {
        if (shut) {
            return;
        }
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED)
                .set("X-Generation-Id", generationId);
        if (!keepAlive) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        var _ = channel.write(head, channel.voidPromise());
    }

    void write(byte[] bytes) {
        if (shut || ending) {
            return;
        }
        var cut =
                script.ending() instanceof Ending.CutsAt(var limit, var cleanly)
                                && written + bytes.length >= limit
                        ? (int) (limit - written)
                        : -1;
        var allowed = cut < 0 ? bytes : Arrays.copyOf(bytes, cut);
        written += allowed.length;
        send(allowed);
        if (cut >= 0) {
            finishCut();
        }
    }

    /// Whether the reader is slower than the writer.
    boolean congested() {
        return channel.isActive() && !channel.isWritable();
    }

    void flush() {
        channel.flush();
    }

    /// Ends the response once all that was written has left.
    void end() {
        if (shut || ending) {
            return;
        }
        ending = true;
        if (!slicing) {
            endNow();
        }
    }

    /// Resets the connection.
    void reset() {
        reset(channel);
        shut = true;
    }

    /// Resets `channel` rather than closing it in good order.
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = channel.close();
    }

    /// Something went wrong where nobody would hear of it but the connection's handler.
    void broken(RuntimeException defect) {
        var _ = channel.pipeline().fireExceptionCaught(defect);
    }

    /// Whether this side has ended the response or the connection, so that a close is no news from
    /// the client.
    boolean shut() {
        return shut;
    }

    private void finishCut() {
        if (script.ending() instanceof Ending.CutsAt(var limit, var cleanly) && cleanly) {
            end();
            return;
        }
        shut = true;
        var _ =
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(ChannelFutureListener.CLOSE);
    }

    private void send(byte[] bytes) {
        if (script.at(Dial.SLOW_BYTES) == 0 && !script.has(Quirk.SPLIT_BYTES)) {
            var _ =
                    channel.write(
                            new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)),
                            channel.voidPromise());
            return;
        }
        slices.addAll(slices(bytes));
        if (!slicing) {
            sendSlice();
        }
    }

    private void sendSlice() {
        var slice = slices.poll();
        slicing = slice != null && channel.isActive();
        if (slice == null) {
            if (ending) {
                endNow();
            }
            return;
        }
        if (slicing) {
            var _ =
                    channel.writeAndFlush(
                            new DefaultHttpContent(Unpooled.wrappedBuffer(slice)),
                            channel.voidPromise());
            var rate = script.at(Dial.SLOW_BYTES);
            var pause =
                    rate > 0 ? TimeUnit.SECONDS.toNanos(slice.length) / rate : SPLIT_PAUSE_NANOS;
            var _ = channel.eventLoop().schedule(this::sendSlice, pause, TimeUnit.NANOSECONDS);
        }
    }

    /// Slow bytes leave in hundredths of a second's worth; split ones are cut behind the first byte
    /// of every character that has several.
    private List<byte[]> slices(byte[] bytes) {
        var rate = script.at(Dial.SLOW_BYTES);
        if (rate > 0) {
            var size = Math.max(1, rate / 100);
            return IntStream.iterate(0, from -> from < bytes.length, from -> from + size)
                    .mapToObj(from ->
                            Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length)))
                    .toList();
        }
        var cuts =
                IntStream.concat(
                                IntStream.rangeClosed(1, bytes.length - 1)
                                        .filter(i -> beginsCharacter(bytes[i - 1])),
                                IntStream.of(bytes.length))
                        .toArray();
        return IntStream.range(0, cuts.length)
                .mapToObj(i -> Arrays.copyOfRange(bytes, i == 0 ? 0 : cuts[i - 1], cuts[i]))
                .toList();
    }

    private static boolean beginsCharacter(byte value) {
        return (value & 0xC0) == 0xC0;
    }

    private void endNow() {
        shut = true;
        var done = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        if (keepAlive) {
            ended.run();
        } else {
            var _ = done.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
