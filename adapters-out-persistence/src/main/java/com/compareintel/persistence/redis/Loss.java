package com.compareintel.persistence.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import java.util.function.Consumer;

/// Hears that a connection has ended.
final class Loss implements RedisConnectionStateListener {
    private final Consumer<Throwable> told;

    private Loss(Consumer<Throwable> told) {
        this.told = told;
    }

    /// Tells when the connection ends, or at once if it has.
    static void watch(StatefulConnection<?, ?> connection, Consumer<Throwable> told) {
        Loss loss = new Loss(told);
        connection.addListener(loss);
        if (!connection.isOpen()) {
            loss.tell();
        }
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        tell();
    }

    private void tell() {
        told.accept(new RedisConnectionException("the connection has ended"));
    }
}
