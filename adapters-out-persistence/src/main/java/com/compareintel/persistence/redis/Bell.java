package com.compareintel.persistence.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A channel of Redis to speak and to listen on, over two connections: one that listens does
/// nothing else. Thread-safe; nothing here waits.
final class Bell implements Line.Open {
    private final StatefulRedisPubSubConnection<String, String> ear;
    private final StatefulRedisConnection<String, String> mouth;
    private final String channel;

    private Bell(
            StatefulRedisPubSubConnection<String, String> ear,
            StatefulRedisConnection<String, String> mouth,
            String channel) {
        this.ear = ear;
        this.mouth = mouth;
        this.channel = channel;
    }

    /// Opens one that hears whatever is said, and has said something itself.
    ///
    /// @param greeting what is said to try it
    static CompletionStage<Bell> open(
            RedisServer server, String channel, String greeting, Consumer<String> heard) {
        return server.connectToHear()
                .thenCompose(ear ->
                        server.connect(StringCodec.UTF8)
                                .thenApply(mouth -> new Bell(ear, mouth, channel))
                                .whenComplete((bell, failure) -> {
                                    if (failure != null) {
                                        var _ = ear.closeAsync();
                                    }
                                }))
                .thenCompose(bell ->
                        bell.listen(heard)
                                .thenCompose(listening -> bell.say(greeting))
                                .thenApply(said -> bell)
                                .whenComplete((tried, failure) -> {
                                    if (failure != null) {
                                        bell.close();
                                    }
                                }));
    }

    private CompletionStage<Void> listen(Consumer<String> heard) {
        ear.addListener(
                new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String spokenOn, String message) {
                        heard.accept(message);
                    }
                });
        return ear.async().subscribe(channel);
    }

    /// Says something to all that listen.
    CompletionStage<Long> say(String message) {
        return mouth.async().publish(channel, message);
    }

    @Override
    public void whenLost(Consumer<Throwable> told) {
        Loss.watch(ear, told);
        Loss.watch(mouth, told);
    }

    @Override
    public void close() {
        var _ = mouth.closeAsync();
        var _ = ear.closeAsync();
    }
}
