package com.compareintel.persistence.redis;

import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.run.WakeUps;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/// Makes what uses Redis, where the operator named one; it stands before what each instance keeps
/// in memory, and falls back on it.
@Factory
@Requires(condition = RedisNamed.class)
final class RedisFactory {
    @Singleton
    @Bean(preDestroy = "close")
    RedisServer server(RedisConfiguration configuration) {
        return new RedisServer(configuration.address());
    }

    @Singleton
    @Primary
    @Bean(typed = RateLimiter.class, preDestroy = "close")
    RedisRateLimiter rateLimiter(
            RedisServer server,
            RedisConfiguration configuration,
            @Named("memory") RateLimiter alone,
            MeterRegistry meters,
            Clock clock) {
        return new RedisRateLimiter(server, configuration, alone, meters, clock);
    }

    @Singleton
    @Primary
    @Bean(typed = WakeUps.class, preDestroy = "close")
    RedisWakeUps wakeUps(
            RedisServer server,
            RedisConfiguration configuration,
            @Named("memory") WakeUps near,
            MeterRegistry meters) {
        return new RedisWakeUps(server, configuration, near, UUID.randomUUID(), meters);
    }
}
