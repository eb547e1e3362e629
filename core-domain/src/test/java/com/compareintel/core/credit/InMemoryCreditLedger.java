package com.compareintel.core.credit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A credit ledger in memory, with the writes that adapters make together with a comparison's.
/// Thread-safe.
public final class InMemoryCreditLedger implements CreditLedger {
    private final Map<String, List<Balance>> periods = new HashMap<>();
    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final Map<UUID, List<Hold>> holds = new HashMap<>();

    private record Hold(Pool pool, Period period, Credits amount) {}

    @Override
    public synchronized Funds funds(List<Pool> pools, Instant now) {
        return new Funds(
                pools.stream()
                        .map(pool -> Balance.at(current(pool), pool.allowance(), now))
                        .toList());
    }

    @Override
    public synchronized List<Entry> entries(String pool, int limit) {
        return entries.getOrDefault(pool, List.of()).reversed().stream().limit(limit).toList();
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
            Balance before = current(pool).orElseThrow();
            write(pool, before.hold(amount).orElseThrow(), Optional.of(comparison), now);
            holds.computeIfAbsent(comparison, id -> new ArrayList<>())
                    .add(new Hold(pool, before.period(), amount));
        }
        return true;
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
                            .filter(balance -> balance.period().equals(hold.period()))
                            .findFirst()
                            .orElseThrow();
            write(hold.pool(), before.resolve(hold.amount(), charge), Optional.of(comparison), now);
        }
        Pool own = resolved.getFirst().pool();
        return Balance.at(current(own), own.allowance(), now);
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
            if (known.get(i).period().equals(period)) {
                known.set(i, step.balance());
                replaced = true;
            }
        }
        if (!replaced) {
            known.add(step.balance());
        }
        List<Entry> lines = entries.computeIfAbsent(pool.key(), key -> new ArrayList<>());
        for (Posting posting : step.postings()) {
            lines.add(new Entry(UUID.randomUUID(), posting, comparison, now));
        }
    }
}
