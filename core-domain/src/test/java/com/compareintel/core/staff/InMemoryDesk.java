package com.compareintel.core.staff;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.Office;
import com.compareintel.core.account.Role;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.tier.TierTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The desk in memory, beside what it changes. Thread-safe.
public final class InMemoryDesk implements Desk {
    private final InMemoryAccounts accounts;
    private final Sessions sessions;
    private final InMemoryComparisons comparisons;
    private final TierTable tiers;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final Map<ModelId, ModelOverride> overrides = new HashMap<>();

    public InMemoryDesk(
            InMemoryAccounts accounts,
            Sessions sessions,
            InMemoryComparisons comparisons,
            TierTable tiers) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.comparisons = comparisons;
        this.tiers = tiers;
    }

    /// How something stood before and after.
    private record Change(Optional<String> before, Optional<String> after) {}

    @Override
    public synchronized Outcome act(Act act, Optional<Idempotency> idempotency) {
        Optional<Repeat> repeat = idempotency.flatMap(key -> comparisons.repeatOf(key, act.at()));
        if (repeat.isPresent()) {
            UUID before = repeat.get().result();
            return entries.stream()
                    .filter(entry -> entry.id().equals(before))
                    .findFirst()
                    .<Outcome>map(entry -> new Outcome.Repeated(entry, repeat.get().fingerprint()))
                    .orElseGet(Outcome.Foreign::new);
        }
        Account actor = accounts.find(act.by().account()).orElseThrow();
        Optional<Account> subject = Optional.empty();
        if (act.deed() instanceof Deed.ToAccount deed) {
            subject = accounts.find(deed.account());
        }
        Optional<Authority.Lack> lack = Authority.lack(act.deed(), actor, subject);
        if (lack.isPresent()) {
            return new Outcome.Lacking(lack.get());
        }
        if (act.deed() instanceof Deed.ToAccount && subject.isEmpty()) {
            return new Outcome.Missing();
        }
        Role role = actor.role().orElseThrow();
        Outcome outcome =
                act.deed() instanceof Deed.AdjustCredits deed
                        ? adjust(act, role, deed, subject.orElseThrow())
                        : change(act, subject)
                                .<Outcome>map(change -> done(act, role, change))
                                .orElseGet(Outcome.Unchanged::new);
        if (outcome instanceof Outcome.Done) {
            idempotency.ifPresent(key -> comparisons.use(key, act.id(), act.at()));
        }
        return outcome;
    }

    private Outcome done(Act act, Role role, Change change) {
        AuditEntry entry = AuditEntry.of(act, role, change.before(), change.after());
        entries.add(entry);
        return new Outcome.Done(entry);
    }

    private Outcome adjust(Act act, Role role, Deed.AdjustCredits deed, Account account) {
        Pool pool = pool(account);
        Optional<Balance> before = comparisons.ledger().adjust(pool, deed.milli(), act.at());
        if (before.isEmpty()) {
            return new Outcome.TooMuch(
                    comparisons.ledger().funds(List.of(pool), act.at()).available());
        }
        Credits had = before.get().available();
        Credits has = new Credits(had.milli() + deed.milli());
        return done(
                act, role, new Change(Optional.of(had.toString()), Optional.of(has.toString())));
    }

    private Optional<Change> change(Act act, Optional<Account> subject) {
        return switch (act.deed()) {
            case Deed.Suspend deed -> suspend(subject.orElseThrow(), act.at());
            case Deed.Unsuspend deed -> unsuspend(subject.orElseThrow());
            case Deed.ChangeTier deed -> tier(subject.orElseThrow(), deed, act.at());
            case Deed.ChangeRole deed -> role(subject.orElseThrow(), deed, act.at());
            case Deed.ChangeModel deed -> model(deed);
            case Deed.AdjustCredits deed -> Optional.empty();
        };
    }

    private Optional<Change> suspend(Account account, Instant at) {
        if (account.isSuspended()) {
            return Optional.empty();
        }
        accounts.replace(account.suspended(Optional.of(at)));
        sessions.endAll(account.id());
        comparisons.shut(new Owner.Account(account.id()), true);
        comparisons.cancelAll(new Owner.Account(account.id()));
        return Optional.of(new Change(Optional.empty(), Optional.empty()));
    }

    private Optional<Change> unsuspend(Account account) {
        if (!account.isSuspended()) {
            return Optional.empty();
        }
        accounts.replace(account.suspended(Optional.empty()));
        comparisons.shut(new Owner.Account(account.id()), false);
        return Optional.of(new Change(Optional.empty(), Optional.empty()));
    }

    private Optional<Change> tier(Account account, Deed.ChangeTier deed, Instant at) {
        if (account.tier() == deed.tier()) {
            return Optional.empty();
        }
        TierChange change = TierChange.of(account, deed.tier(), tiers, at);
        accounts.replace(change.after());
        if (change.restarts()) {
            comparisons.ledger().restart(pool(change.after()), at);
        }
        return Optional.of(
                new Change(
                        Optional.of(account.tier().wireName()),
                        Optional.of(deed.tier().wireName())));
    }

    private Optional<Change> role(Account account, Deed.ChangeRole deed, Instant at) {
        if (account.role().equals(deed.role())) {
            return Optional.empty();
        }
        accounts.replace(account.in(deed.role().map(role -> new Office(role, at))));
        sessions.endAll(account.id());
        return Optional.of(
                new Change(account.role().map(Role::wireName), deed.role().map(Role::wireName)));
    }

    private Optional<Change> model(Deed.ChangeModel deed) {
        ModelOverride before = overrides.getOrDefault(deed.model(), ModelOverride.NONE);
        if (before.equals(deed.override())) {
            return Optional.empty();
        }
        if (deed.override().isNone()) {
            overrides.remove(deed.model());
        } else {
            overrides.put(deed.model(), deed.override());
        }
        return Optional.of(new Change(before.words(), deed.override().words()));
    }

    private Pool pool(Account account) {
        return new Pool(
                new Payer.Account(account.id()).key(),
                tiers.of(account.tier()).allowance(account.zone(), account.tierSince()));
    }

    /// What models are sold otherwise.
    public synchronized Map<ModelId, ModelOverride> overrides() {
        return Map.copyOf(overrides);
    }

    @Override
    public synchronized Optional<List<AuditEntry>> audit(
            About about, Optional<UUID> after, int limit) {
        List<AuditEntry> newest = entries.reversed();
        int from = 0;
        if (after.isPresent()) {
            List<UUID> ids = newest.stream().map(AuditEntry::id).toList();
            from = ids.indexOf(after.get()) + 1;
            if (from == 0) {
                return Optional.empty();
            }
        }
        return Optional.of(
                newest.stream()
                        .skip(from)
                        .filter(entry ->
                                about.actor().filter(id -> !id.equals(entry.actor())).isEmpty())
                        .filter(entry ->
                                about.subject().filter(id -> !id.equals(entry.subject())).isEmpty())
                        .limit(limit)
                        .toList());
    }
}
