package com.compareintel.core.credit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state of one pool in one period, and the only place that says what each step of the ledger
/// writes.
///
/// The steps are pure: each answers the state after it and the lines to write, and adapters store
/// both in one transaction under a lock on the pool. Three things hold after every step: nothing is
/// below zero, `allowance = available + held + used + expired`, and the lines of a period sum to
/// what is available in it.
///
/// @param period the time this state is for
/// @param allowance what was granted, with what the operator gave or took since
/// @param available what may still be held; zero once the period is closed
/// @param held set aside for comparisons that have not ended
/// @param used charged
/// @param closed whether a later period has begun; what comes back to a closed period expires with
///   it
public record Balance(
        Period period,
        Credits allowance,
        Credits available,
        Credits held,
        Credits used,
        boolean closed) {

    /// A state and the lines that led to it, oldest first.
    public record Step(Balance balance, List<Posting> postings) {
        public Step {
            postings = List.copyOf(postings);
        }
    }

    /// Two periods at a change between them: the old one, closed, and the one that began.
    public record Roll(Optional<Step> closed, Step opened) {}

    /// The first period of a pool, or the next one if `current` is over at `now`; empty if
    /// `current` goes on.
    public static Optional<Roll> roll(Optional<Balance> current, Allowance allowance, Instant now) {
        if (current.isEmpty()) {
            return Optional.of(
                    new Roll(Optional.empty(), open(allowance.firstPeriod(now), allowance)));
        }
        Balance old = current.get();
        if (!old.period.isOverAt(now)) {
            return Optional.empty();
        }
        Period next = allowance.periodAfter(old.period, now);
        return Optional.of(new Roll(Optional.of(old.close(old.period)), open(next, allowance)));
    }

    /// The end of a period before its time, and the period of another allowance that begins
    /// instead; empty if there is none to be ended at `now`: the next hold begins one by itself.
    public static Optional<Roll> restart(
            Optional<Balance> current, Allowance allowance, Instant now) {
        return current.filter(old -> !old.period.isOverAt(now))
                .filter(old -> old.period.startedAt().isBefore(now))
                .map(old -> {
                    Period cut = new Period(old.period.kind(), old.period.startedAt(), now);
                    return new Roll(
                            Optional.of(old.close(cut)),
                            open(allowance.periodAfter(cut, now), allowance));
                });
    }

    /// The state at `now` as a reader sees it, without writing anything.
    public static Balance at(Optional<Balance> current, Allowance allowance, Instant now) {
        return roll(current, allowance, now)
                .map(roll -> roll.opened().balance())
                .orElseGet(current::orElseThrow);
    }

    private static Step open(Period period, Allowance allowance) {
        Credits granted = allowance.credits();
        return new Step(
                new Balance(period, granted, granted, Credits.NONE, Credits.NONE, false),
                List.of(new Posting(EntryKind.GRANT, granted.milli(), granted.milli())));
    }

    private Step close(Period ended) {
        Balance after = new Balance(ended, allowance, Credits.NONE, held, used, true);
        return new Step(
                after,
                available.isNone()
                        ? List.of()
                        : List.of(new Posting(EntryKind.EXPIRE, -available.milli(), 0)));
    }

    /// Sets `amount` aside, or nothing at all if less is available.
    public Optional<Step> hold(Credits amount) {
        if (closed || !available.covers(amount)) {
            return Optional.empty();
        }
        Balance after =
                new Balance(
                        period, allowance, available.minus(amount), held.plus(amount), used, false);
        return Optional.of(
                new Step(
                        after,
                        List.of(
                                new Posting(
                                        EntryKind.HOLD,
                                        -amount.milli(),
                                        after.available.milli()))));
    }

    /// Adds to what was granted, or takes from it; empty if less than that is available.
    ///
    /// @param milli thousandths of a credit, below zero to take
    public Optional<Step> adjust(long milli) {
        long left = Math.addExact(available.milli(), milli);
        if (closed || left < 0) {
            return Optional.empty();
        }
        Credits granted = new Credits(Math.addExact(allowance.milli(), milli));
        Balance after = new Balance(period, granted, new Credits(left), held, used, false);
        return Optional.of(new Step(after, List.of(new Posting(EntryKind.ADJUST, milli, left))));
    }

    /// Ends a hold of `amount`: all of it comes back, then `charge` is taken, which may be nothing.
    ///
    /// @param charge at most `amount`
    public Step resolve(Credits amount, Credits charge) {
        if (!amount.covers(charge)) {
            throw new IllegalArgumentException("charge " + charge + " above hold " + amount);
        }
        List<Posting> postings = new ArrayList<>();
        long balance = Math.addExact(available.milli(), amount.milli());
        postings.add(new Posting(EntryKind.RELEASE, amount.milli(), balance));
        if (!charge.isNone()) {
            balance -= charge.milli();
            postings.add(new Posting(EntryKind.CHARGE, -charge.milli(), balance));
        }
        if (closed && balance > 0) {
            postings.add(new Posting(EntryKind.EXPIRE, -balance, 0));
            balance = 0;
        }
        return new Step(
                new Balance(
                        period,
                        allowance,
                        new Credits(balance),
                        held.minus(amount),
                        used.plus(charge),
                        closed),
                postings);
    }
}
