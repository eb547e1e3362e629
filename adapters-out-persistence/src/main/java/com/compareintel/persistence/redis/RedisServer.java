package com.compareintel.persistence.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The way to Redis, which may be there or not.
///
/// The library's own habits suit a store one cannot do without: it waits a minute for an answer,
/// queues what it cannot send, and reconnects behind one's back. Here a connection that broke stays
/// broken, what cannot be sent is refused at once, what is not answered soon has failed, and what
/// waits is bounded; a [Line] opens the next one. Threads are the library's, two for the network
/// and two for the rest.
final class RedisServer implements AutoCloseable {
    /// For each step of opening a connection, and for a command nobody waits for any longer.
    private static final Duration STEP = Duration.ofMillis(500);

    /// Commands sent or to be sent and not answered, on one connection.
    private static final int MOST_UNANSWERED = 4_096;

    private static final int THREADS = 2;

    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration KNOCK = Duration.ofSeconds(2);
    private static final int KNOCKS = 3;

    private static final long END_SECONDS = 2;

    private final RedisURI address;
    private final ClientResources resources;
    private final RedisClient client;

    RedisServer(RedisURI address) {
        this.address = address;
        address.setTimeout(STEP);
        address.getSentinels().forEach(sentinel -> sentinel.setTimeout(STEP));
        this.resources =
                ClientResources.builder()
                        .ioThreadPoolSize(THREADS)
                        .computationThreadPoolSize(THREADS)
                        .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                        .build();
        this.client = RedisClient.create(resources);
        client.setOptions(options());
    }

    private static ClientOptions options() {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_UNANSWERED)
                .timeoutOptions(TimeoutOptions.enabled(STEP))
                .socketOptions(
                        SocketOptions.builder()
                                .connectTimeout(STEP)
                                .keepAlive(
                                        SocketOptions.KeepAliveOptions.builder()
                                                .enable()
                                                .idle(SILENCE)
                                                .interval(KNOCK)
                                                .count(KNOCKS)
                                                .build())
                                .build())
                .build();
    }

    /// A new connection, to the master where Sentinels say who that is.
    <V> CompletionStage<StatefulRedisConnection<String, V>> connect(RedisCodec<String, V> codec) {
        return client.connectAsync(codec, address);
    }

    /// A new connection to hear messages on.
    CompletionStage<StatefulRedisPubSubConnection<String, String>> connectToHear() {
        return client.connectPubSubAsync(StringCodec.UTF8, address);
    }

    /// Where things are done later; they must return at once.
    ScheduledExecutorService timers() {
        return resources.eventExecutorGroup();
    }

    /// Closes all connections. Bounded in time.
    @Override
    public void close() {
        try {
            client.shutdownAsync(0, END_SECONDS, TimeUnit.SECONDS)
                    .get(END_SECONDS, TimeUnit.SECONDS);
            resources.shutdown(0, END_SECONDS, TimeUnit.SECONDS).get(END_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException unclean) {
            // They are daemon threads and end with the process.
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
