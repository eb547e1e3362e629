package com.compareintel.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisConfigurationTest {
    private static RedisConfiguration at(String url) {
        return new RedisConfiguration(Optional.of(url), "compareintel:", 2, Duration.ofMillis(50));
    }

    @Test
    @SuppressWarnings("deprecation") // other ways to the login are not for tests
    void an_address_names_host_port_login_and_database() {
        var address = at(" redis://ada:s%40cret@cache.example:6380/3 ").address();

        assertThat(address.getHost()).isEqualTo("cache.example");
        assertThat(address.getPort()).isEqualTo(6380);
        assertThat(address.getUsername()).isEqualTo("ada");
        assertThat(address.getPassword()).containsExactly("s@cret".toCharArray());
        assertThat(address.getDatabase()).isEqualTo(3);
        assertThat(address.isSsl()).isFalse();
        assertThat(at("redis://[::1]:6380").address().getPort()).isEqualTo(6380);
        assertThat(at("rediss://cache.example").address().isSsl()).isTrue();
        assertThat(at("rediss://cache.example").address().isVerifyPeer()).isTrue();
    }

    @Test
    void sentinels_are_named_with_their_master() {
        var address = at("redis-sentinel://one:26379,two:26380/0#main").address();

        assertThat(address.getSentinelMasterId()).isEqualTo("main");
        assertThat(address.getSentinels()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache.example:6379",
                "http://:s3cret@cache.example",
                "redis://",
                "redis:///0",
                "redis://:s3cret@",
                "redis://cache.example:s3cret",
                "redis://cache.example:123456",
                "redis://a_name_with_underscores:6380",
                "redis://cache.example/s3cret",
                "redis://:s3cret@bad host",
                "redis-socket:///tmp/redis.sock",
                "redis-sentinel://one:26379",
                "redis-sentinel://#main",
                "redis-sentinel://:s3cret@one:x#main"
            })
    void what_is_no_address_is_refused_in_one_line_without_its_secret(String url) {
        assertThatThrownBy(() -> at(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("REDIS_URL: must look like redis://")
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("\n")
                .hasNoCause();
    }

    @Test
    void a_blank_address_is_none() {
        assertThat(at("  ").url()).isEmpty();
    }

    @Test
    void its_text_leaves_the_address_out() {
        assertThat(at("redis://:s3cret@cache.example").toString()).doesNotContain("s3cret");
    }

    @Test
    void numbers_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> new RedisConfiguration(Optional.empty(), "", 0, Duration.ZERO))
                .hasMessageContaining("redis.instances");
        assertThatThrownBy(() -> new RedisConfiguration(Optional.empty(), "", 1, Duration.ZERO))
                .hasMessageContaining("redis.patience");
    }
}
