package com.compareintel.openrouter;

import com.compareintel.core.run.ModelProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A provider with event loops of its own, and what it told the operator.
final class Rig implements AutoCloseable {
    static final String KEY = "sk-or-v1-secret";

    private final EventLoopGroup loops;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> pages = new CopyOnWriteArrayList<>();
    private final OpenRouterModelProvider provider;

    private Rig(OpenRouterConfiguration configuration, int loops, @Nullable SslContext tls) {
        this.loops =
                new MultiThreadIoEventLoopGroup(
                        loops, new DefaultThreadFactory("rig", true), NioIoHandler.newFactory());
        this.provider =
                new OpenRouterModelProvider(
                        configuration,
                        new OpenRouterModelProvider.Transport(
                                this.loops, NioSocketChannel::new, blocking, tls),
                        new OperatorLog(pages::add, InstantSource.system()),
                        InstantSource.system());
    }

    /// One that asks at this address, on two loops.
    static Rig of(URI baseUrl) {
        return new Rig(configuration(baseUrl), 2, null);
    }

    static Rig of(OpenRouterConfiguration configuration, int loops) {
        return new Rig(configuration, loops, null);
    }

    static Rig of(OpenRouterConfiguration configuration, int loops, SslContext tls) {
        return new Rig(configuration, loops, tls);
    }

    static Rig secure(URI baseUrl, SslContext tls) {
        return new Rig(configuration(baseUrl), 1, tls);
    }

    static OpenRouterConfiguration configuration(URI baseUrl) {
        return configuration(baseUrl, Dialect.AUTO);
    }

    static OpenRouterConfiguration configuration(URI baseUrl, Dialect dialect) {
        return new OpenRouterConfiguration(
                baseUrl,
                KEY,
                "https://compare.example",
                "Compare Intel",
                dialect,
                "max_completion_tokens",
                true,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                null,
                OpenRouterConfiguration.MARKED_FAMILIES,
                "");
    }

    ModelProvider provider() {
        return provider;
    }

    /// Closes the provider, but not what it runs on.
    void shut() {
        provider.close();
    }

    EventLoopGroup loops() {
        return loops;
    }

    /// What the operator was told.
    List<String> pages() {
        return pages;
    }

    @Override
    public void close() {
        provider.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        blocking.shutdownNow();
    }
}
