package com.compareintel.http.comparison;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.Feed;
import com.compareintel.core.run.Timers;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/// Makes streams of feeds.
@Singleton
final class Streams {
    private final Timers timers;
    private final ExecutorService blocking;
    private final Duration silence;

    Streams(
            Timers timers,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            HttpApiConfiguration configuration) {
        this.timers = timers;
        this.blocking = blocking;
        this.silence = configuration.heartbeat();
    }

    /// A response that streams a feed to whoever asked.
    MutableHttpResponse<?> of(
            HttpRequest<?> request, ComparisonId id, Function<Runnable, Feed> open) {
        return HttpResponse.ok(new SseStream(id, loopOf(request), timers, silence, blocking, open))
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache, no-transform")
                .header("X-Accel-Buffering", "no");
    }

    /// What is answered once a feed has come to its end.
    Publisher<MutableHttpResponse<?>> ending(
            HttpRequest<?> request,
            Function<Runnable, Feed> open,
            Function<Boolean, MutableHttpResponse<?>> answer) {
        return new Ending<>(blocking, channelOf(request).closeFuture(), open, answer);
    }

    /// The event loop that carries the connection of a request.
    static EventLoop loopOf(HttpRequest<?> request) {
        return channelOf(request).eventLoop();
    }

    private static Channel channelOf(HttpRequest<?> request) {
        HttpRequest<?> received = request;
        while (received instanceof HttpRequestWrapper<?> wrapper) {
            received = wrapper.getDelegate();
        }
        if (received instanceof NettyHttpRequest<?> netty) {
            return netty.getChannelHandlerContext().channel();
        }
        throw new IllegalStateException("not received over a connection: " + received.getClass());
    }
}
