package com.compareintel.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-03-11T00:00:00Z");
    private static final Allowance TEN =
            new Allowance(Credits.of(10), PeriodKind.DAY, ZoneOffset.UTC, Instant.EPOCH);

    private static Balance fresh() {
        return Balance.roll(Optional.empty(), TEN, NOON).orElseThrow().opened().balance();
    }

    private static Balance held(Balance balance, long credits) {
        return balance.hold(Credits.of(credits)).orElseThrow().balance();
    }

    @Test
    void the_first_use_opens_a_period_with_its_grant() {
        Balance.Roll roll = Balance.roll(Optional.empty(), TEN, NOON).orElseThrow();

        assertThat(roll.closed()).isEmpty();
        assertThat(roll.opened().postings())
                .containsExactly(new Posting(EntryKind.GRANT, 10_000, 10_000));
        assertThat(roll.opened().balance().available()).isEqualTo(Credits.of(10));
    }

    @Test
    void a_period_that_goes_on_does_not_roll() {
        assertThat(Balance.roll(Optional.of(fresh()), TEN, TOMORROW.minusMillis(1))).isEmpty();
    }

    @Test
    void rolling_expires_what_is_left_and_keeps_what_is_held_where_it_is() {
        Balance.Roll roll =
                Balance.roll(Optional.of(held(fresh(), 4)), TEN, TOMORROW).orElseThrow();

        Balance.Step closed = roll.closed().orElseThrow();
        assertThat(closed.postings()).containsExactly(new Posting(EntryKind.EXPIRE, -6_000, 0));
        assertThat(closed.balance().available()).isEqualTo(Credits.NONE);
        assertThat(closed.balance().held()).isEqualTo(Credits.of(4));
        assertThat(closed.balance().closed()).isTrue();
        assertThat(roll.opened().balance().held()).isEqualTo(Credits.NONE);
        assertThat(roll.opened().balance().available()).isEqualTo(Credits.of(10));
    }

    @Test
    void a_used_up_period_closes_without_a_line() {
        Balance.Roll roll =
                Balance.roll(Optional.of(held(fresh(), 10)), TEN, TOMORROW).orElseThrow();

        assertThat(roll.closed().orElseThrow().postings()).isEmpty();
    }

    @Test
    void a_hold_is_all_or_nothing() {
        assertThat(fresh().hold(Credits.of(10))).isPresent();
        assertThat(fresh().hold(new Credits(10_001))).isEmpty();
    }

    @Test
    void settling_less_than_was_held_returns_the_remainder() {
        Balance.Step step = held(fresh(), 4).resolve(Credits.of(4), Credits.of(1));

        assertThat(step.postings())
                .containsExactly(
                        new Posting(EntryKind.RELEASE, 4_000, 10_000),
                        new Posting(EntryKind.CHARGE, -1_000, 9_000));
        assertThat(step.balance().used()).isEqualTo(Credits.of(1));
        assertThat(step.balance().held()).isEqualTo(Credits.NONE);
    }

    @Test
    void charging_nothing_writes_no_charge() {
        assertThat(held(fresh(), 4).resolve(Credits.of(4), Credits.NONE).postings())
                .containsExactly(new Posting(EntryKind.RELEASE, 4_000, 10_000));
    }

    @Test
    void a_charge_above_the_hold_is_refused() {
        Balance balance = held(fresh(), 4);

        assertThatThrownBy(() -> balance.resolve(Credits.of(4), new Credits(4_001)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_hold_that_was_never_taken_cannot_be_resolved() {
        Balance balance = held(fresh(), 4);

        assertThatThrownBy(() -> balance.resolve(Credits.of(5), Credits.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_closed_period_grants_no_hold_and_what_comes_back_expires() {
        Balance closed =
                Balance.roll(Optional.of(held(fresh(), 4)), TEN, TOMORROW)
                        .orElseThrow()
                        .closed()
                        .orElseThrow()
                        .balance();

        Balance.Step step = closed.resolve(Credits.of(4), Credits.of(1));

        assertThat(closed.hold(new Credits(0))).isEmpty();
        assertThat(step.postings())
                .containsExactly(
                        new Posting(EntryKind.RELEASE, 4_000, 4_000),
                        new Posting(EntryKind.CHARGE, -1_000, 3_000),
                        new Posting(EntryKind.EXPIRE, -3_000, 0));
        assertThat(step.balance().available()).isEqualTo(Credits.NONE);
        assertThat(step.balance().used()).isEqualTo(Credits.of(1));
    }

    @Test
    void looking_at_a_period_that_is_over_shows_the_next_one() {
        Balance used = held(fresh(), 4);

        assertThat(Balance.at(Optional.of(used), TEN, NOON)).isSameAs(used);
        Balance next = Balance.at(Optional.of(used), TEN, TOMORROW.plus(Duration.ofDays(3)));
        assertThat(next.available()).isEqualTo(Credits.of(10));
        assertThat(next.period().startedAt()).isEqualTo(TOMORROW.plus(Duration.ofDays(3)));
    }
}
