package com.compareintel.core.run;

import static com.compareintel.core.run.Precedence.ANONYMOUS;
import static com.compareintel.core.run.Precedence.FREE;
import static com.compareintel.core.run.Precedence.PAID;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Who gets a slot, who waits where, and who is refused.
final class ProviderSlotsTest {
    private Desk desk = new Desk(new SlotBounds(1, 100));

    @Test
    void paid_tiers_go_before_the_free_one_and_that_before_visitors() {
        desk.take("first");
        desk.take("visitor", ANONYMOUS, "v");
        desk.take("free", FREE, "f");
        desk.take("paid", PAID, "p");

        List.of("first", "paid", "free").forEach(desk::free);

        assertThat(desk.granted).containsExactly("first", "paid", "free", "visitor");
    }

    @Test
    void accounts_take_turns_and_within_one_it_is_first_come_first_served() {
        desk.take("first");
        desk.take("a1", PAID, "a");
        desk.take("a2", PAID, "a");
        desk.take("a3", PAID, "a");
        desk.take("b1", PAID, "b");
        desk.take("b2", PAID, "b");
        desk.take("c1", PAID, "c");

        List.of("first", "a1", "b1", "c1", "a2", "b2").forEach(desk::free);

        assertThat(desk.granted).containsExactly("first", "a1", "b1", "c1", "a2", "b2", "a3");
    }

    @Test
    void the_place_in_the_queue_is_how_many_turns_it_takes() {
        assertThat(desk.take("first")).isZero();
        assertThat(desk.take("a1", FREE, "a")).isEqualTo(1);
        assertThat(desk.take("a2", FREE, "a")).isEqualTo(2);
        assertThat(desk.take("a3", FREE, "a")).isEqualTo(3);
        assertThat(desk.take("b1", FREE, "b")).isEqualTo(2);
        assertThat(desk.take("b2", FREE, "b")).isEqualTo(4);
        assertThat(desk.take("visitor", ANONYMOUS, "v")).isEqualTo(6);
        assertThat(desk.take("paid", PAID, "p")).isEqualTo(1);

        desk.free("first");
        desk.free("paid");
        desk.free("a1");

        // now it is a's turn, then b's
        assertThat(desk.take("b3", FREE, "b")).isEqualTo(4);
        assertThat(desk.take("a4", FREE, "a")).isEqualTo(5);
    }

    @Test
    void whoever_leaves_the_queue_is_not_granted_and_leaves_no_alarm() {
        desk.take("first");
        desk.take("second");
        desk.take("third");

        desk.free("second");
        desk.free("second");
        desk.free("first");
        desk.free("third");

        assertThat(desk.granted).containsExactly("first", "third");
        assertThat(desk.slots.load().open()).isZero();
        assertThat(desk.timers.pending()).isZero();
    }

    @Test
    void a_call_that_goes_again_goes_before_the_others_of_its_account() {
        desk.take("first");
        desk.take("second");
        desk.free("first");
        desk.take("third");
        desk.again("first", Desk.MODEL);

        desk.free("second");

        assertThat(desk.granted).containsExactly("first", "second", "first");
    }

    @Test
    void visitors_are_refused_first_then_the_free_tier_and_paid_tiers_last() {
        desk = new Desk(new SlotBounds(100, 100));
        desk.take(100, Desk.MODEL);

        assertThat(desk.slots.overloadedBy(ANONYMOUS, 25)).isEmpty();
        assertThat(desk.slots.overloadedBy(ANONYMOUS, 26)).contains(Duration.ofSeconds(5));
        assertThat(desk.slots.overloadedBy(FREE, 50)).isEmpty();
        assertThat(desk.slots.overloadedBy(FREE, 51)).isPresent();
        assertThat(desk.slots.overloadedBy(PAID, 100)).isEmpty();
        assertThat(desk.slots.overloadedBy(PAID, 101)).isPresent();
    }

    @Test
    void a_backlog_of_a_later_class_refuses_nobody_before_it() {
        desk.take("first");
        for (int i = 0; i < 100; i++) {
            desk.take("v" + i, ANONYMOUS, "v");
        }

        assertThat(desk.slots.overloadedBy(ANONYMOUS, 1)).isPresent();
        assertThat(desk.slots.overloadedBy(FREE, 50)).isEmpty();
        assertThat(desk.slots.overloadedBy(PAID, 100)).isEmpty();
    }

    @Test
    void some_slots_are_left_free_for_those_who_pay() {
        desk = new Desk(new SlotBounds(20, 100));
        for (int i = 0; i < 30; i++) {
            desk.take("v" + i, ANONYMOUS, "v");
        }
        assertThat(desk.takeNews()).hasSize(18);

        desk.take("f1", FREE, "f");
        desk.take("f2", FREE, "f");
        desk.take("p1", PAID, "p");

        assertThat(desk.takeNews()).containsExactly("f1", "p1");
    }

    @Test
    void the_queue_is_shorter_while_fewer_slots_are_to_be_had() {
        desk = new Desk(new SlotBounds(100, 100));
        desk.take(40, Desk.MODEL);
        desk.slots.refused(
                Desk.MODEL + "#0", Strain.OF_ACCOUNT, Optional.of(Duration.ofSeconds(1)));

        assertThat(desk.slots.load().limit()).isEqualTo(20);
        assertThat(desk.slots.overloadedBy(PAID, 20)).isEmpty();
        assertThat(desk.slots.overloadedBy(PAID, 21)).isPresent();
    }

    @Test
    void so_many_calls_a_minute_are_begun_and_the_others_when_the_minute_goes_on() {
        desk = new Desk(new SlotBounds(100, 100, OptionalLong.of(60), OptionalLong.empty()));
        for (int i = 0; i < 12; i++) {
            desk.take("c" + i);
        }
        assertThat(desk.takeNews()).hasSize(10);

        desk.timers.advance(Duration.ofMillis(999));
        assertThat(desk.takeNews()).isEmpty();
        desk.timers.advance(Duration.ofMillis(1));
        assertThat(desk.takeNews()).containsExactly("c10");
        desk.timers.advance(Duration.ofSeconds(1));
        assertThat(desk.takeNews()).containsExactly("c11");
        assertThat(desk.timers.pending()).isZero();
    }

    @Test
    void output_tokens_are_reserved_by_their_bound_and_corrected_by_what_was_used() {
        desk = new Desk(new SlotBounds(9, 9, OptionalLong.empty(), OptionalLong.of(6_000)));
        desk.take("one", PAID, "p", Desk.MODEL, 1_000);
        desk.take("two", PAID, "p", Desk.MODEL, 1_000);
        assertThat(desk.takeNews()).containsExactly("one");

        desk.slots.free("one", OptionalLong.of(100));
        desk.timers.advance(Duration.ofMillis(999));
        assertThat(desk.takeNews()).isEmpty();
        desk.timers.advance(Duration.ofMillis(1));
        assertThat(desk.takeNews()).containsExactly("two");
    }

    @Test
    void a_call_that_may_answer_with_more_than_the_burst_waits_for_a_full_bucket_only() {
        desk = new Desk(new SlotBounds(9, 9, OptionalLong.empty(), OptionalLong.of(6_000)));
        desk.take("one", PAID, "p", Desk.MODEL, 500);
        desk.take("huge", PAID, "p", Desk.MODEL, 60_000);

        desk.timers.advance(Duration.ofSeconds(5));

        assertThat(desk.granted).containsExactly("one", "huge");
    }

    @Test
    void the_load_tells_who_waits_and_who_was_refused() {
        desk.take("first");
        desk.take("a", PAID, "a");
        desk.take("b", ANONYMOUS, "b");
        desk.slots.shed(ANONYMOUS);

        SlotLoad load = desk.slots.load();

        assertThat(load.limit()).isEqualTo(1);
        assertThat(load.open()).isEqualTo(1);
        assertThat(load.waiting()).isEqualTo(Map.of(PAID, 1, FREE, 0, ANONYMOUS, 1));
        assertThat(load.shed()).isEqualTo(Map.of(PAID, 0L, FREE, 0L, ANONYMOUS, 1L));
    }
}
