package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderTest {
    @Test
    void no_argument_means_to_serve() {
        assertThat(Order.read()).isEqualTo(new Order.Serve(List.of()));
    }

    @Test
    void settings_are_handed_on() {
        assertThat(Order.read("--tiers.pro.models=5"))
                .isEqualTo(new Order.Serve(List.of("--tiers.pro.models=5")));
    }

    @Test
    void a_rehearsal_takes_no_settings() {
        assertThat(Order.read("rehearse")).isEqualTo(new Order.Rehearse());
        assertThat(Order.read("rehearse", "--port=1")).isInstanceOf(Order.Unclear.class);
    }

    @Test
    void a_key_is_asked_for_by_tier_and_name_in_any_order() {
        var expected = new Order.OpenAccount(Tier.STARTER_PLUS, "Ann");

        assertThat(Order.read("key", "--tier", "starter_plus", "--name", "Ann"))
                .isEqualTo(expected);
        assertThat(Order.read("key", "--name", "Ann", "--tier", "starter-plus"))
                .isEqualTo(expected);
    }

    @Test
    void a_key_without_a_name_is_called_by_its_tier() {
        assertThat(Order.read("key", "--tier", "pro"))
                .isEqualTo(new Order.OpenAccount(Tier.PRO, "pro"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "--port",
                "key",
                "key --tier",
                "key --tier gold",
                "key --tier anonymous",
                "key --name Ann",
                "key --tier pro --name",
                "key --size 3 --tier pro",
            })
    void anything_else_is_complained_about(String line) {
        assertThat(Order.read(line.split(" "))).isInstanceOf(Order.Unclear.class);
    }
}
