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
/// below zero, `allowance + drawn = available + held + used + expired`, and the lines of a period
/// sum to what is available in it.
///
/// Where overage is on, a hold that is larger than what is left draws the rest beyond the
/// allowance; whatever comes back is given back first. So the allowance is always used up before
/// anything is bought, and what is drawn counts what is held too.
///
/// @param period the time this state is for
/// @param allowance what was granted, with what the operator gave or took since
/// @param available what may still be held; zero once the period is closed
/// @param held set aside for comparisons that have not ended
/// @param used charged
/// @param overage credit beyond the allowance
/// @param closed whether a later period has begun; what comes back to a closed period expires with
///   it
public record Balance(
        Period period,
        Credits allowance,
        Credits available,
        Credits held,
        Credits used,
        Overage overage,
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
                new Balance(
                        period, granted, granted, Credits.NONE, Credits.NONE, Overage.OFF, false),
                List.of(new Posting(EntryKind.GRANT, granted.milli(), granted.milli())));
    }

    private Step close(Period ended) {
        Balance after = new Balance(ended, allowance, Credits.NONE, held, used, overage, true);
        return new Step(
                after,
                available.isNone()
                        ? List.of()
                        : List.of(new Posting(EntryKind.EXPIRE, -available.milli(), 0)));
    }

    /// The most that may be held now.
    public Credits spendable() {
        return closed ? Credits.NONE : available.plus(overage.room());
    }

    /// What was charged beyond the allowance.
    public Credits usedBeyond() {
        return used.minus(used.min(allowance)).min(overage.drawn());
    }

    /// The same, with overage switched on, for `limit` dollars at most, if there is a limit.
    public Balance withOverage(Optional<Usd> limit, Usd price) {
        return with(overage.on(limit, price));
    }

    /// The same, with overage switched off.
    public Balance withoutOverage() {
        return with(overage.off());
    }

    private Balance with(Overage other) {
        return new Balance(period, allowance, available, held, used, other, closed);
    }

    /// Sets `amount` aside, or nothing at all if that is more than may be held.
    public Optional<Step> hold(Credits amount) {
        if (!spendable().covers(amount) || closed) {
            return Optional.empty();
        }
        Credits beyond = amount.minus(amount.min(available));
        List<Posting> postings = new ArrayList<>();
        Credits enough = available.plus(beyond);
        if (!beyond.isNone()) {
            postings.add(new Posting(EntryKind.OVERAGE, beyond.milli(), enough.milli()));
        }
        Credits left = enough.minus(amount);
        postings.add(new Posting(EntryKind.HOLD, -amount.milli(), left.milli()));
        return Optional.of(
                new Step(
                        new Balance(
                                period,
                                allowance,
                                left,
                                held.plus(amount),
                                used,
                                overage.draw(beyond),
                                false),
                        postings));
    }

    /// Adds to what was granted, which takes the place of what was drawn beyond it, or takes from
    /// it; empty if less than that is available.
    ///
    /// @param milli thousandths of a credit, below zero to take
    public Optional<Step> adjust(long milli) {
        long left = Math.addExact(available.milli(), milli);
        if (closed || left < 0) {
            return Optional.empty();
        }
        Credits granted = new Credits(Math.addExact(allowance.milli(), milli));
        List<Posting> postings = new ArrayList<>();
        postings.add(new Posting(EntryKind.ADJUST, milli, left));
        Credits unused = overage.drawn().min(new Credits(left));
        Credits rest = new Credits(left).minus(unused);
        if (!unused.isNone()) {
            postings.add(new Posting(EntryKind.OVERAGE, -unused.milli(), rest.milli()));
        }
        return Optional.of(
                new Step(
                        new Balance(
                                period, granted, rest, held, used, overage.giveBack(unused), false),
                        postings));
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
        Credits unused = overage.drawn().min(new Credits(balance));
        if (!unused.isNone()) {
            balance -= unused.milli();
            postings.add(new Posting(EntryKind.OVERAGE, -unused.milli(), balance));
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
                        overage.giveBack(unused),
                        closed),
                postings);
    }
}
