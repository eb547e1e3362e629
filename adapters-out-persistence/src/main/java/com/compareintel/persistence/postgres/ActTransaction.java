package com.compareintel.persistence.postgres;

import com.compareintel.core.Confined;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Office;
import com.compareintel.core.account.Role;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.staff.Act;
import com.compareintel.core.staff.AuditEntry;
import com.compareintel.core.staff.Authority;
import com.compareintel.core.staff.Deed;
import com.compareintel.core.staff.Desk.Outcome;
import com.compareintel.core.staff.ModelOverride;
import com.compareintel.core.staff.TierChange;
import com.compareintel.core.tier.TierTable;
import com.compareintel.persistence.postgres.Database.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One act of staff: lock both accounts and see who they are; look at what is to be changed; write
/// it with its entry in the audit, and commit. Owned by the transaction it runs in.
@Confined
final class ActTransaction {
    private final Act act;
    private final Optional<Idempotency> idempotency;
    private final TierTable tiers;

    ActTransaction(Act act, Optional<Idempotency> idempotency, TierTable tiers) {
        this.act = act;
        this.idempotency = idempotency;
        this.tiers = tiers;
    }

    /// Who they are, under the locks.
    private record Standing(Optional<Repeat> repeat, Map<AccountId, Account> accounts) {}

    /// What is to be written beside the audit, and what that is to say.
    private record Change(Script script, Optional<String> before, Optional<String> after) {}

    Verdict<Outcome> run(Connection connection) throws SQLException {
        Standing standing = lockAndLook(connection);
        if (standing.repeat().isPresent()) {
            return Verdict.drop(repeated(connection, standing.repeat().get()));
        }
        Account actor = standing.accounts().get(act.by().account());
        Optional<Account> subject =
                act.deed() instanceof Deed.ToAccount deed
                        ? Optional.ofNullable(standing.accounts().get(deed.account()))
                        : Optional.empty();
        if (actor == null) {
            return Verdict.drop(new Outcome.Lacking(Authority.Lack.STRANGER));
        }
        Optional<Authority.Lack> lack = Authority.lack(act.deed(), actor, subject);
        if (lack.isPresent()) {
            return Verdict.drop(new Outcome.Lacking(lack.get()));
        }
        Role role = actor.role().orElseThrow();
        return switch (act.deed()) {
            case Deed.ChangeModel deed -> written(connection, role, model(connection, deed));
            case Deed.ToAccount deed ->
                    subject.isEmpty()
                            ? Verdict.drop(new Outcome.Missing())
                            : done(connection, role, deed, subject.get());
        };
    }

    private Standing lockAndLook(Connection connection) throws SQLException {
        Script script = new Script();
        IdempotencySql.use(script, idempotency, act.id(), act.at());
        UUID actor = act.by().account().value();
        UUID subject = act.deed() instanceof Deed.ToAccount deed ? deed.account().value() : actor;
        script.add(
                "SELECT * FROM accounts WHERE id = ANY (?) ORDER BY id FOR NO KEY UPDATE",
                (Object) new UUID[] {actor, subject});
        return script.run(
                connection,
                results -> {
                    Optional<Repeat> repeat = IdempotencySql.usedBefore(results, idempotency);
                    Map<AccountId, Account> accounts = new HashMap<>();
                    results.rows(PostgresAccounts::account)
                            .forEach(account -> accounts.put(account.id(), account));
                    return new Standing(repeat, accounts);
                });
    }

    private static Outcome repeated(Connection connection, Repeat repeat) throws SQLException {
        return new Script()
                .add("SELECT * FROM audit_log WHERE id = ?", repeat.result())
                .run(connection, results -> results.row(PostgresDesk::entry))
                .<Outcome>map(entry -> new Outcome.Repeated(entry, repeat.fingerprint()))
                .orElseGet(Outcome.Foreign::new);
    }

    private Verdict<Outcome> done(
            Connection connection, Role role, Deed.ToAccount toAccount, Account account)
            throws SQLException {
        return switch (toAccount) {
            case Deed.Suspend deed -> written(connection, role, suspend(account));
            case Deed.Unsuspend deed -> written(connection, role, unsuspend(account));
            case Deed.ChangeRole deed -> written(connection, role, role(account, deed));
            case Deed.ChangeTier deed -> written(connection, role, tier(connection, account, deed));
            case Deed.AdjustCredits deed -> adjust(connection, role, account, deed);
        };
    }

    private Verdict<Outcome> written(Connection connection, Role role, Optional<Change> change)
            throws SQLException {
        if (change.isEmpty()) {
            return Verdict.drop(new Outcome.Unchanged());
        }
        AuditEntry entry = AuditEntry.of(act, role, change.get().before(), change.get().after());
        Script script = change.get().script();
        PostgresDesk.write(script, entry);
        script.commit().run(connection);
        return Verdict.keep(new Outcome.Done(entry));
    }

    /// Who is being admitted holds the account until that is done: so what is admitted is either
    /// there to be cancelled, or finds the account shut.
    private Optional<Change> suspend(Account account) {
        if (account.isSuspended()) {
            return Optional.empty();
        }
        Script script =
                new Script()
                        .add(
                                "UPDATE accounts SET suspended_at = ? WHERE id = ?",
                                act.at(),
                                account.id().value());
        script.add("DELETE FROM sessions WHERE account_id = ?", account.id().value());
        ComparisonSql.cancelAll(script, new Owner.Account(account.id()));
        return Optional.of(new Change(script, Optional.empty(), Optional.empty()));
    }

    private static Optional<Change> unsuspend(Account account) {
        return account.isSuspended()
                ? Optional.of(
                        new Change(
                                new Script()
                                        .add(
                                                "UPDATE accounts SET suspended_at = NULL WHERE id = ?",
                                                account.id().value()),
                                Optional.empty(),
                                Optional.empty()))
                : Optional.empty();
    }

    private Optional<Change> role(Account account, Deed.ChangeRole deed) {
        if (account.role().equals(deed.role())) {
            return Optional.empty();
        }
        Optional<Office> office = deed.role().map(role -> new Office(role, act.at()));
        Script script =
                new Script()
                        .add(
                                "UPDATE accounts SET role = ?::text, role_since = ?::timestamptz WHERE id = ?",
                                deed.role(),
                                office.map(Office::since),
                                account.id().value())
                        .add("DELETE FROM sessions WHERE account_id = ?", account.id().value());
        return Optional.of(
                new Change(
                        script,
                        account.role().map(Role::wireName),
                        deed.role().map(Role::wireName)));
    }

    private Optional<Change> tier(Connection connection, Account account, Deed.ChangeTier deed)
            throws SQLException {
        if (account.tier() == deed.tier()) {
            return Optional.empty();
        }
        TierChange change = TierChange.of(account, deed.tier(), tiers, act.at());
        Script script =
                new Script()
                        .add(
                                "UPDATE accounts SET tier = ?, tier_since = ? WHERE id = ?",
                                deed.tier(),
                                change.after().tierSince(),
                                account.id().value());
        if (change.restarts()) {
            Pool pool = pool(change.after());
            Balance.restart(current(connection, pool), pool.allowance(), act.at())
                    .ifPresent(roll -> {
                        LedgerSql ledger = new LedgerSql();
                        ledger.post(pool.key(), roll);
                        ledger.write(script, act.at());
                    });
        }
        return Optional.of(
                new Change(
                        script,
                        Optional.of(account.tier().wireName()),
                        Optional.of(deed.tier().wireName())));
    }

    private Verdict<Outcome> adjust(
            Connection connection, Role role, Account account, Deed.AdjustCredits deed)
            throws SQLException {
        Pool pool = pool(account);
        Optional<Balance> current = current(connection, pool);
        Balance before = Balance.at(current, pool.allowance(), act.at());
        Optional<Balance.Step> step = before.adjust(deed.milli());
        if (step.isEmpty()) {
            return Verdict.drop(new Outcome.TooMuch(before.available()));
        }
        LedgerSql ledger = new LedgerSql();
        Balance.roll(current, pool.allowance(), act.at())
                .ifPresent(roll -> ledger.post(pool.key(), roll));
        ledger.post(pool.key(), step.get(), Optional.empty());
        Script script = new Script();
        ledger.write(script, act.at());
        return written(
                connection,
                role,
                Optional.of(
                        new Change(
                                script,
                                words(before.available()),
                                words(step.get().balance().available()))));
    }

    private static Optional<String> words(Credits credits) {
        return Optional.of(credits.toString());
    }

    private Pool pool(Account account) {
        return new Pool(
                new Payer.Account(account.id()).key(),
                tiers.of(account.tier()).allowance(account.zone(), account.tierSince()));
    }

    /// Locks a pool and looks at it.
    private static Optional<Balance> current(Connection connection, Pool pool) throws SQLException {
        Script script = new Script();
        LedgerSql.lock(script, List.of(pool));
        LedgerSql.selectCurrent(script, List.of(pool));
        return script.run(
                connection,
                results -> {
                    results.written();
                    return Optional.ofNullable(LedgerSql.current(results).get(pool.key()));
                });
    }

    private static Optional<Change> model(Connection connection, Deed.ChangeModel deed)
            throws SQLException {
        ModelOverride before = ModelOverrideSql.locked(connection, deed.model());
        if (before.equals(deed.override())) {
            return Optional.empty();
        }
        Script script = new Script();
        ModelOverrideSql.write(script, deed.model(), deed.override());
        return Optional.of(new Change(script, before.words(), deed.override().words()));
    }
}
