package com.compareintel.core.credit;

import com.compareintel.core.identity.VisitorId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// A credit ledger in memory, with the writes that adapters make together with a comparison's.
/// Thread-safe.
public final class InMemoryCreditLedger implements CreditLedger {
    private final Map<String, List<Balance>> periods = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<UUID, List<Hold>> holds = new HashMap<>();

    private volatile Ownership ownership = (visitor, comparison, pool) -> false;

    private record Hold(Pool pool, Period period, Credits amount) {}

    private record Line(String pool, Entry entry) {}

    /// Says whose comparisons are.
    @FunctionalInterface
    public interface Ownership {
        /// Whether this is a visitor's comparison that this pool pays for first.
        boolean isOf(VisitorId visitor, UUID comparison, String pool);
    }

    /// Whom to ask whose comparisons are; until then they are nobody's.
    public void ask(Ownership other) {
        ownership = other;
    }

    @Override
    public synchronized Funds funds(List<Pool> pools, Instant now) {
        return new Funds(pools.stream().map(pool -> pool.at(current(pool), now)).toList());
    }

    /// Who owns what is asked without the lock: whoever knows may be writing here.
    @Override
    public Optional<List<Entry>> entries(Books books, Optional<UUID> after, int limit) {
        List<Line> newestFirst = lines().reversed();
        if (after.isEmpty()) {
            return Optional.of(read(books, newestFirst, limit));
        }
        for (int i = 0; i < newestFirst.size(); i++) {
            Line line = newestFirst.get(i);
            if (line.entry().id().equals(after.get()) && isIn(books, line)) {
                List<Line> rest = newestFirst.subList(i + 1, newestFirst.size());
                return Optional.of(read(books, rest, limit));
            }
        }
        return Optional.empty();
    }

    private List<Entry> read(Books books, List<Line> candidates, int limit) {
        return candidates.stream()
                .filter(line -> isIn(books, line))
                .map(Line::entry)
                .limit(limit)
                .toList();
    }

    private boolean isIn(Books books, Line line) {
        return switch (books) {
            case Books.OfPool(String pool) -> line.pool().equals(pool);
            case Books.OfVisitor(VisitorId visitor) ->
                    line.entry()
                            .comparison()
                            .filter(id -> ownership.isOf(visitor, id, line.pool()))
                            .isPresent();
        };
    }

    private synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized Turnover turnover(String pool, Instant from, Instant to) {
        long opening = 0;
        BigDecimal owed = BigDecimal.ZERO;
        Map<EntryKind, Turnover.Total> totals = new EnumMap<>(EntryKind.class);
        for (Line line : lines) {
            Entry entry = line.entry();
            if (line.pool().equals(pool) && entry.createdAt().isBefore(to)) {
                long milli = entry.posting().milli();
                if (entry.createdAt().isBefore(from)) {
                    opening += milli;
                } else {
                    totals.merge(
                            entry.posting().kind(),
                            new Turnover.Total(1, milli),
                            (one, other) ->
                                    new Turnover.Total(
                                            one.count() + other.count(),
                                            one.milli() + other.milli()));
                    if (entry.posting().kind() == EntryKind.OVERAGE) {
                        owed =
                                owed.add(
                                        priceIn(pool, entry)
                                                .multiply(BigDecimal.valueOf(milli, 3)));
                    }
                }
            }
        }
        Optional<Usd> limit =
                history(pool).stream()
                        .filter(balance -> balance.period().startedAt().isBefore(to))
                        .reduce((one, later) -> later)
                        .flatMap(balance -> balance.overage().limit());
        return new Turnover(opening, totals, new Turnover.Bought(limit, owed));
    }

    private BigDecimal priceIn(String pool, Entry entry) {
        return history(pool).stream()
                .filter(balance -> balance.period().startedAt().equals(entry.periodStartedAt()))
                .map(balance -> balance.overage().price().amount())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public synchronized Balance enableOverage(
            Pool pool, Optional<Usd> limit, Usd price, Instant now) {
        return change(pool, now, balance -> balance.withOverage(limit, price));
    }

    @Override
    public synchronized Balance disableOverage(Pool pool, Instant now) {
        return change(pool, now, Balance::withoutOverage);
    }

    private Balance change(Pool pool, Instant now, UnaryOperator<Balance> change) {
        roll(pool, now);
        Balance after = change.apply(current(pool).orElseThrow());
        write(pool, new Balance.Step(after, List.of()), Optional.empty(), now);
        return after;
    }

    /// The state of all periods a pool ever had, oldest first.
    public synchronized List<Balance> history(String pool) {
        return List.copyOf(periods.getOrDefault(pool, List.of()));
    }

    /// Sets `amount` aside in each of these pools, or in none of them if one has less.
    public synchronized boolean hold(
            UUID comparison, List<Pool> pools, Credits amount, Instant now) {
        if (!funds(pools, now).available().covers(amount)) {
            return false;
        }
        for (Pool pool : pools) {
            roll(pool, now);
            Balance before = pool.at(current(pool), now);
            write(pool, before.hold(amount).orElseThrow(), Optional.of(comparison), now);
            holds.computeIfAbsent(comparison, id -> new ArrayList<>())
                    .add(new Hold(pool, before.period(), amount));
        }
        return true;
    }

    /// The comparisons that hold credit.
    public synchronized Set<UUID> holding() {
        return Set.copyOf(holds.keySet());
    }

    /// Ends all holds of a comparison, once, and answers the state of the payer's own pool after
    /// it.
    public synchronized Balance resolve(UUID comparison, Credits charge, Instant now) {
        List<Hold> resolved = holds.remove(comparison);
        if (resolved == null) {
            throw new IllegalStateException("nothing held for " + comparison);
        }
        for (Hold hold : resolved) {
            Balance before =
                    periods.getOrDefault(hold.pool().key(), List.of()).stream()
                            .filter(balance ->
                                    balance.period().startedAt().equals(hold.period().startedAt()))
                            .findFirst()
                            .orElseThrow();
            write(hold.pool(), before.resolve(hold.amount(), charge), Optional.of(comparison), now);
        }
        Pool own = resolved.getFirst().pool();
        return Balance.at(current(own), own.allowance(), now);
    }

    /// Ends the running period, if there is one, and begins one of the pool's allowance.
    public synchronized void restart(Pool pool, Instant now) {
        Optional<Balance> before = current(pool);
        Balance.restart(before, pool.allowance(), now)
                .ifPresent(roll -> {
                    List<Balance> known = periods.getOrDefault(pool.key(), List.of());
                    known.set(known.size() - 1, roll.closed().orElseThrow().balance());
                    for (Posting posting : roll.closed().orElseThrow().postings()) {
                        note(pool, before.orElseThrow().period(), posting, Optional.empty(), now);
                    }
                    write(pool, roll.opened(), Optional.empty(), now);
                });
    }

    /// Gives or takes so many thousandths, or nothing if less is available, and answers the state
    /// before it.
    public synchronized Optional<Balance> adjust(Pool pool, long milli, Instant now) {
        Balance before = Balance.at(current(pool), pool.allowance(), now);
        Optional<Balance.Step> step = before.adjust(milli);
        if (step.isPresent()) {
            roll(pool, now);
            write(pool, step.get(), Optional.empty(), now);
        }
        return step.map(done -> before);
    }

    private void roll(Pool pool, Instant now) {
        Balance.roll(current(pool), pool.allowance(), now)
                .ifPresent(roll -> {
                    roll.closed().ifPresent(step -> write(pool, step, Optional.empty(), now));
                    write(pool, roll.opened(), Optional.empty(), now);
                });
    }

    private Optional<Balance> current(Pool pool) {
        List<Balance> known = periods.getOrDefault(pool.key(), List.of());
        return known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
    }

    private void write(Pool pool, Balance.Step step, Optional<UUID> comparison, Instant now) {
        List<Balance> known = periods.computeIfAbsent(pool.key(), key -> new ArrayList<>());
        Period period = step.balance().period();
        boolean replaced = false;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).period().startedAt().equals(period.startedAt())) {
                known.set(i, step.balance());
                replaced = true;
            }
        }
        if (!replaced) {
            known.add(step.balance());
        }
        for (Posting posting : step.postings()) {
            note(pool, period, posting, comparison, now);
        }
    }

    private void note(
            Pool pool, Period period, Posting posting, Optional<UUID> comparison, Instant now) {
        Entry entry = new Entry(UUID.randomUUID(), posting, period.startedAt(), comparison, now);
        lines.add(new Line(pool.key(), entry));
    }
}
