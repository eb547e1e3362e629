package com.compareintel.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The ledger's steps beside a model that is nothing but a list of lines per day: whatever is held,
/// ended and let pass in whatever order, both say the same after each step, what is refused writes
/// nothing, and nothing is ever below zero.
class LedgerModelTest {
    private static final int SEQUENCES = Rounds.between(20_000, 1_000_000);
    private static final int STEPS = 16;
    private static final Instant START = Instant.parse("2026-03-10T00:00:00Z");

    /// What a hold of the model is: so much, of that day.
    private record Held(int day, long milli) {}

    /// Lines of one day, and nothing else: all that is asked of it is added up anew.
    private static final class Day {
        private final long granted;
        private final List<Long> lines = new ArrayList<>();
        private final List<Long> charges = new ArrayList<>();
        private boolean over;

        Day(long granted) {
            this.granted = granted;
            lines.add(granted);
        }

        long available() {
            return lines.stream().mapToLong(Long::longValue).sum();
        }

        void expire() {
            if (over && available() != 0) {
                lines.add(-available());
            }
        }
    }

    private final List<Day> days = new ArrayList<>();
    private final List<Held> open = new ArrayList<>();
    private final List<Balance> balances = new ArrayList<>();
    private final List<List<Posting>> postings = new ArrayList<>();

    @Test
    void the_ledger_says_what_adding_up_its_lines_says() {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        System.out.println("LedgerModelTest: -Dfaults.seed=" + seed);
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            days.clear();
            open.clear();
            balances.clear();
            postings.clear();
            try {
                play(new Random(seed + sequence));
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError("-Dfaults.seed=" + (seed + sequence), wrong);
            }
        }
    }

    private void play(Random random) {
        long allowance = random.nextInt(20_000);
        Instant now = START;
        for (int step = 0; step < STEPS; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(600)));
            if (open.isEmpty() || random.nextInt(5) < 3) {
                hold(allowance, random.nextInt(8_000), now);
            } else {
                end(open.remove(random.nextInt(open.size())), random);
            }
            compare();
        }
    }

    private void hold(long allowance, long milli, Instant now) {
        roll(allowance, now);
        int last = days.size() - 1;
        boolean modelAllows = days.get(last).available() >= milli;
        Optional<Balance.Step> step = balances.get(last).hold(new Credits(milli));
        require("held", step.isPresent() == modelAllows);
        if (modelAllows) {
            days.get(last).lines.add(-milli);
            open.add(new Held(last, milli));
            take(last, step.orElseThrow());
        }
    }

    private void roll(long allowance, Instant now) {
        int day = (int) Duration.between(START, now).toDays();
        Optional<Balance> current =
                balances.isEmpty() ? Optional.empty() : Optional.of(balances.getLast());
        Allowance daily =
                new Allowance(new Credits(allowance), PeriodKind.DAY, ZoneOffset.UTC, START);
        Optional<Balance.Roll> roll = Balance.roll(current, daily, now);
        Instant midnight = START.plus(Duration.ofDays(day));
        boolean modelRolls =
                current.isEmpty() || !current.get().period().startedAt().equals(midnight);
        require("rolled", roll.isPresent() == modelRolls);
        if (modelRolls) {
            if (!days.isEmpty()) {
                days.getLast().over = true;
                days.getLast().expire();
                take(days.size() - 1, roll.orElseThrow().closed().orElseThrow());
            }
            days.add(new Day(allowance));
            balances.add(roll.orElseThrow().opened().balance());
            postings.add(new ArrayList<>(roll.orElseThrow().opened().postings()));
        }
    }

    private void end(Held held, Random random) {
        long charge = random.nextBoolean() ? 0 : random.nextLong(held.milli() + 1);
        Day day = days.get(held.day());
        day.lines.add(held.milli());
        day.lines.add(-charge);
        day.charges.add(charge);
        day.expire();
        take(
                held.day(),
                balances.get(held.day()).resolve(new Credits(held.milli()), new Credits(charge)));
    }

    private void take(int day, Balance.Step step) {
        balances.set(day, step.balance());
        postings.get(day).addAll(step.postings());
    }

    private void compare() {
        for (int i = 0; i < days.size(); i++) {
            Day day = days.get(i);
            int number = i;
            Balance balance = balances.get(i);
            long held =
                    open.stream().filter(each -> each.day() == number).mapToLong(Held::milli).sum();
            long used = day.charges.stream().mapToLong(Long::longValue).sum();
            require("available", balance.available().milli() == day.available());
            require("held", balance.held().milli() == held);
            require("used", balance.used().milli() == used);
            require("closed", balance.closed() == day.over);
            require(
                    "never overdrawn",
                    day.available() >= 0 && day.available() + held + used <= day.granted);
            long sum = 0;
            for (Posting posting : postings.get(i)) {
                sum += posting.milli();
                require("balance after each line", posting.balanceAfter() == sum && sum >= 0);
            }
            require("sum of lines", sum == day.available());
        }
    }

    private void require(String what, boolean holds) {
        if (!holds) {
            assertThat(balances).as(what).isNull();
        }
    }
}
