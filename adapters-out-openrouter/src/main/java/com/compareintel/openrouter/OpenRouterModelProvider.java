package com.compareintel.openrouter;

import com.compareintel.core.run.ModelProvider;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.Question;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Asks models through OpenRouter, or any server that speaks its protocol or OpenAI's, by a client
/// made for streams: all calls live on a few event loops, none has a thread. A call that begins on
/// one of these loops stays on it.
///
/// The flow of one call: [ChatWire] writes the question; [LoopConnections] gives an [Exchange] a
/// kept or a new [Connection]; [ResponseBody] tells streams from refusals; [SseDecoder] finds the
/// events, [ChunkParser] reads them, and [AnswerReader] makes signals of them, with the help of
/// [FailureMapping] when something is wrong.
///
/// Redirects are not followed: the key goes to the configured host alone. A sink that wants no more
/// stops the reading of its socket, so that what can still come is bounded by one read of 64 KiB.
/// Cancelling closes the socket, which is all that HTTP/1.1 has for it, at once or as soon as the
/// provider has named the call; a signal that is being given at that very moment may still arrive.
final class OpenRouterModelProvider implements ModelProvider, AutoCloseable {
    /// What connections are made with. The groups and executors belong to whoever made them.
    ///
    /// @param loops where all reading and writing is done
    /// @param channels makes sockets that fit `loops`
    /// @param blocking where host names may be resolved
    /// @param tls empty for the usual trust in certificates; used only where the base URL says
    ///   `https`
    public record Transport(
            EventLoopGroup loops,
            ChannelFactory<? extends Channel> channels,
            Executor blocking,
            @Nullable SslContext tls) {}

    private final EventLoopGroup loops;
    private final Map<EventExecutor, LoopConnections> connections;
    private final Exchange.Destination destination;
    private final ChatWire wire;
    private final boolean namesCalls;
    private final FailureMapping failures;
    private final InstantSource clock;

    OpenRouterModelProvider(
            OpenRouterConfiguration configuration,
            Transport transport,
            OperatorLog operator,
            InstantSource clock) {
        UpstreamAddress address = configuration.address();
        this.loops = transport.loops();
        this.destination =
                new Exchange.Destination(
                        address.path() + "/chat/completions", headers(configuration, address));
        this.wire = configuration.wire();
        this.namesCalls = configuration.looksUpCosts();
        this.failures = new FailureMapping(operator);
        this.clock = clock;
        Bootstrap bootstrap =
                new Bootstrap()
                        .channelFactory(transport.channels())
                        .resolver(new OffLoopResolver(transport.blocking()))
                        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.SO_KEEPALIVE, true);
        SslContext tls = address.secure() ? transport.tls() : null;
        Map<EventExecutor, LoopConnections> homes = new HashMap<>();
        for (EventExecutor loop : transport.loops()) {
            homes.put(
                    loop,
                    new LoopConnections(
                            (EventLoop) loop, address, bootstrap, tls, configuration.limits()));
        }
        this.connections = Map.copyOf(homes);
    }

    private static HttpHeaders headers(
            OpenRouterConfiguration configuration, UpstreamAddress address) {
        HttpHeaders headers =
                new DefaultHttpHeaders()
                        .set(HttpHeaderNames.HOST, address.hostHeader())
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .set(HttpHeaderNames.ACCEPT, "text/event-stream");
        configuration.headers().forEach(headers::set);
        return headers;
    }

    @Override
    public Call ask(Question question, Sink sink) {
        LoopConnections home = home();
        AnswerReader answer = new AnswerReader(namesCalls ? sink : unnamed(sink), failures);
        Exchange exchange =
                new Exchange(
                        home,
                        destination,
                        wire.request(question),
                        answer,
                        failures,
                        clock,
                        namesCalls);
        if (!home.run(exchange::begin)) {
            answer.fail(FailureMapping.INTERNAL);
        }
        return exchange;
    }

    /// A handle that nothing can be looked up by is none.
    private static Sink unnamed(Sink sink) {
        return signal -> signal instanceof ProviderSignal.Accepted || sink.take(signal);
    }

    /// The loop of the calling thread if it has one of ours, else the next in turn.
    private LoopConnections home() {
        for (LoopConnections candidate : connections.values()) {
            if (candidate.isCurrent()) {
                return candidate;
            }
        }
        LoopConnections next = connections.get(loops.next());
        if (next == null) {
            throw new IllegalStateException("an event loop outside of its group");
        }
        return next;
    }

    /// Closes idle connections, and keeps none from now on; calls under way go on.
    @Override
    public void close() {
        connections.values().forEach(home -> home.run(home::close));
    }
}
