package com.compareintel.persistence.redis;

import io.lettuce.core.RedisURI;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where Redis is and how it is used; `redis.…` in the configuration, which is read when the
/// service starts, used or not. Its text form leaves the address out, for there may be a password
/// in it.
///
/// @param url the `REDIS_URL`; without one, limits and wake-ups stay within the instance
/// @param prefix what all keys and channels begin with
/// @param instances how many instances share Redis: without it each allows its part of a limit
/// @param patience how long a decision about limits may wait for Redis
@Context
@ConfigurationProperties("redis")
public record RedisConfiguration(
        Optional<String> url,
        @Bindable(defaultValue = "compareintel:") String prefix,
        @Bindable(defaultValue = "2") int instances,
        @Bindable(defaultValue = "50ms") Duration patience) {
    private static final Set<String> SCHEMES =
            Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel");

    /// A name, or an IPv6 address. What the library does not understand it takes for a part of it.
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*]?");

    private static final String FORMS =
            "REDIS_URL: must look like redis://user:password@host:6379/0, rediss://host:6380"
                    + " or redis-sentinel://host:26379,host:26379/0#master";

    public RedisConfiguration {
        url = url.map(String::strip).filter(text -> !text.isEmpty());
        if (instances < 1) {
            throw new IllegalArgumentException(
                    "redis.instances (REDIS_INSTANCES): must be above zero");
        }
        if (!patience.isPositive()) {
            throw new IllegalArgumentException(
                    "redis.patience (REDIS_PATIENCE): must be above zero");
        }
        url.ifPresent(RedisConfiguration::parse);
    }

    /// Where Redis is.
    ///
    /// @throws IllegalStateException if there is none
    RedisURI address() {
        return parse(
                url.orElseThrow(() -> new IllegalStateException("there is no Redis configured")));
    }

    private static RedisURI parse(String url) {
        int end = url.indexOf("://");
        String scheme = end < 0 ? "" : url.substring(0, end).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(FORMS);
        }
        RedisURI address = lettuces(url);
        boolean named =
                scheme.endsWith("sentinel")
                        ? address.getSentinelMasterId() != null
                                && address.getSentinels().stream()
                                        .allMatch(sentinel -> isHost(sentinel.getHost()))
                        : isHost(address.getHost());
        if (!named) {
            throw new IllegalArgumentException(FORMS);
        }
        return address;
    }

    /// Complaints of the library repeat the address, with the password, and are left out.
    private static RedisURI lettuces(String url) {
        try {
            return RedisURI.create(url);
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(FORMS);
        }
    }

    private static boolean isHost(@Nullable String text) {
        return text != null && HOST.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "RedisConfiguration[prefix="
                + prefix
                + ", instances="
                + instances
                + ", patience="
                + patience
                + "]";
    }
}
