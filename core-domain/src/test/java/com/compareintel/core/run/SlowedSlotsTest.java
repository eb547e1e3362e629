package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the slots make of a provider that has too much to do.
final class SlowedSlotsTest {
    private static final ModelId OTHER = new ModelId("b/two");
    private static final Optional<Duration> TEN_SECONDS = Optional.of(Duration.ofSeconds(10));

    /// The pause, jittered by up to a quarter.
    private static final Duration AFTER_TEN_SECONDS = Duration.ofMillis(12_500);

    private final Desk desk = new Desk(new SlotBounds(100, 100));

    private void refuse(ModelId model, Strain strain, Optional<Duration> retryAfter) {
        desk.take("refused by " + model, model);
        desk.refuse("refused by " + model, strain, retryAfter);
        desk.takeNews();
    }

    @Test
    void a_refusal_pauses_its_model_as_long_as_the_provider_asks_and_no_other() {
        refuse(Desk.MODEL, Strain.OF_MODEL, TEN_SECONDS);

        assertThat(desk.take("same", Desk.MODEL)).isEqualTo(1);
        assertThat(desk.take("other", OTHER)).isZero();
        desk.timers.advance(Duration.ofMillis(9_999));
        assertThat(desk.takeNews()).containsExactly("other");

        desk.timers.advance(AFTER_TEN_SECONDS.minusMillis(9_999));
        assertThat(desk.takeNews()).containsExactly("same");
        assertThat(desk.timers.pending()).isZero();
    }

    @Test
    void a_refusal_that_means_all_calls_pauses_all() {
        refuse(Desk.MODEL, Strain.OF_ACCOUNT, TEN_SECONDS);

        assertThat(desk.take("other", OTHER)).isEqualTo(1);
        assertThat(desk.slots.load().paused()).isTrue();
        assertThat(desk.slots.load().pausedModels()).isZero();
        assertThat(desk.slots.load().refused()).isEqualTo(1);

        desk.timers.advance(AFTER_TEN_SECONDS);
        assertThat(desk.takeNews()).containsExactly("other");
        assertThat(desk.slots.load().paused()).isFalse();
    }

    @Test
    void three_models_paused_at_once_mean_all_calls() {
        for (int i = 1; i <= 3; i++) {
            assertThat(desk.slots.load().paused()).isFalse();
            refuse(new ModelId("m/" + i), Strain.OF_MODEL, TEN_SECONDS);
        }

        assertThat(desk.slots.load().paused()).isTrue();
        assertThat(desk.slots.load().pausedModels()).isEqualTo(3);
    }

    @Test
    void three_models_of_many_mean_themselves() {
        for (int i = 0; i < 4; i++) {
            desk.take("busy" + i, new ModelId("busy/" + i));
        }
        for (int i = 1; i <= 3; i++) {
            refuse(new ModelId("m/" + i), Strain.OF_MODEL, TEN_SECONDS);
        }

        assertThat(desk.slots.load().paused()).isFalse();
    }

    @Test
    void free_variants_mean_themselves() {
        for (int i = 1; i <= 5; i++) {
            refuse(new ModelId("m/" + i + ":free"), Strain.OF_MODEL, TEN_SECONDS);
        }

        assertThat(desk.slots.load().paused()).isFalse();
    }

    @Test
    void a_wave_of_refusals_halves_what_was_open_once() {
        desk.take(40, Desk.MODEL);
        for (int i = 0; i < 40; i++) {
            desk.slots.refused(Desk.MODEL + "#" + i, Strain.OF_ACCOUNT, TEN_SECONDS);
        }

        assertThat(desk.slots.load().limit()).isEqualTo(20);
    }

    @Test
    void the_limit_never_falls_below_what_is_being_answered() {
        desk.take(40, Desk.MODEL);
        for (int i = 0; i < 30; i++) {
            desk.slots.answers(Desk.MODEL + "#" + i);
        }

        desk.refuse(Desk.MODEL + "#35", Strain.OF_ACCOUNT, TEN_SECONDS);

        assertThat(desk.slots.load().limit()).isEqualTo(30);
    }

    @Test
    void the_limit_never_falls_below_one() {
        for (int i = 0; i < 20; i++) {
            refuse(Desk.MODEL, Strain.OF_ACCOUNT, Optional.empty());
            desk.timers.advance(Duration.ofSeconds(5));
        }

        assertThat(desk.slots.load().limit()).isEqualTo(1);
        assertThat(desk.take("next")).isZero();
    }

    @Test
    void each_call_that_is_answered_raises_the_limit_once_it_has_been_calm_for_nine_pauses() {
        desk.take(8, Desk.MODEL);
        desk.slots.answers(Desk.MODEL + "#1");
        desk.slots.refused(
                Desk.MODEL + "#0", Strain.OF_ACCOUNT, Optional.of(Duration.ofSeconds(1)));
        assertThat(desk.slots.load().limit()).isEqualTo(4);

        desk.timers.advance(Duration.ofSeconds(10));
        desk.slots.answers(Desk.MODEL + "#2");
        assertThat(desk.slots.load().limit()).isEqualTo(4);

        desk.timers.advance(Duration.ofMillis(2_500));
        desk.slots.answers(Desk.MODEL + "#2");
        desk.slots.answers(Desk.MODEL + "#3");
        desk.slots.answers(Desk.MODEL + "#4");
        assertThat(desk.slots.load().limit()).isEqualTo(6);
    }

    @Test
    void it_rises_to_the_configured_limit_and_no_further() {
        refuse(Desk.MODEL, Strain.OF_ACCOUNT, Optional.empty());
        desk.timers.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 200; i++) {
            desk.take("call" + i);
            desk.slots.answers("call" + i);
            desk.free("call" + i);
        }

        assertThat(desk.slots.load().limit()).isEqualTo(100);
        assertThat(desk.slots.load().open()).isZero();
    }

    @Test
    void a_provider_that_names_no_time_is_left_alone_for_longer_each_time() {
        refuse(Desk.MODEL, Strain.OF_MODEL, Optional.empty());
        desk.take("first");
        desk.timers.advance(Duration.ofMillis(625));
        assertThat(desk.takeNews()).containsExactly("first");

        desk.refuse("first", Strain.OF_MODEL, Optional.empty());
        desk.take("second");
        desk.timers.advance(Duration.ofMillis(999));
        assertThat(desk.takeNews()).isEmpty();
        desk.timers.advance(Duration.ofMillis(251));
        assertThat(desk.takeNews()).containsExactly("second");
    }

    @Test
    void a_time_that_nobody_can_wait_for_is_not_waited_for() {
        refuse(Desk.MODEL, Strain.OF_MODEL, Optional.of(Duration.ofHours(1)));

        desk.take("next");
        desk.timers.advance(Duration.ofSeconds(1));

        assertThat(desk.takeNews()).containsExactly("next");
    }

    @Test
    void nothing_new_is_admitted_beyond_the_queue_while_all_is_paused() {
        refuse(Desk.MODEL, Strain.OF_ACCOUNT, Optional.of(Duration.ofSeconds(40)));

        assertThat(desk.slots.overloadedBy(Precedence.PAID, 12)).isEmpty();
        assertThat(desk.slots.overloadedBy(Precedence.PAID, 13).orElseThrow())
                .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
    }

    @Test
    void a_refusal_of_a_call_that_is_unknown_or_for_no_strain_changes_nothing() {
        desk.take("known");
        desk.slots.refused("unknown", Strain.OF_ACCOUNT, TEN_SECONDS);
        desk.slots.refused("known", Strain.NONE, TEN_SECONDS);
        desk.slots.answers("unknown");

        assertThat(desk.slots.load().refused()).isZero();
        assertThat(desk.slots.load().limit()).isEqualTo(100);
    }
}
