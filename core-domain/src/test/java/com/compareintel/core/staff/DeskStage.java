package com.compareintel.core.staff;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.Office;
import com.compareintel.core.account.Role;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A desk with one of each role, and somebody without.
abstract class DeskStage {
    static final TierTable TIERS = TierTable.standard();

    final Account owner = account(Tier.PRO_PLUS, Optional.of(Role.OWNER));
    final Account admin = account(Tier.FREE, Optional.of(Role.ADMIN));
    final Account support = account(Tier.FREE, Optional.of(Role.SUPPORT));
    final Account ada = account(Tier.STARTER, Optional.empty());

    protected abstract Accounts accounts();

    protected abstract Comparisons comparisons();

    protected abstract CreditLedger ledger();

    protected abstract Desk desk();

    /// Opens all four, beside nobody else.
    protected void open() {
        List.of(owner, admin, support, ada).forEach(accounts()::add);
    }

    static Account account(Tier tier, Optional<Role> role) {
        return new Account(
                new AccountId(UUID.randomUUID()),
                "somebody",
                tier,
                ZoneOffset.UTC,
                NOW,
                NOW,
                role.map(one -> new Office(one, NOW)),
                Optional.empty());
    }

    static StaffMember as(Account account) {
        return new StaffMember(
                account.id(),
                account.role().orElse(Role.OWNER),
                Optional.empty(),
                "account:" + account.id());
    }

    static Act act(Account by, Deed deed, Instant at) {
        return new Act(UUID.randomUUID(), at, as(by), deed, "because");
    }

    Desk.Outcome does(Account by, Deed deed, Instant at) {
        return desk().act(act(by, deed, at), Optional.empty());
    }

    AuditEntry done(Account by, Deed deed, Instant at) {
        Desk.Outcome outcome = does(by, deed, at);
        assertThat(outcome).isInstanceOf(Desk.Outcome.Done.class);
        return ((Desk.Outcome.Done) outcome).entry();
    }

    AuditEntry done(Account by, Deed deed) {
        return done(by, deed, NOW);
    }

    List<AuditEntry> audit() {
        return desk().audit(Desk.About.ALL, Optional.empty(), 100).orElseThrow();
    }

    static Idempotency key(String key, String fingerprint) {
        return new Idempotency("account:staff", key, fingerprint);
    }

    Account now(Account account) {
        return accounts().find(account.id()).orElseThrow();
    }

    static Pool pool(Account account) {
        return new Pool(
                new Payer.Account(account.id()).key(),
                TIERS.of(account.tier()).allowance(account.zone(), account.tierSince()));
    }

    /// What the account as it stands now has left at this time.
    Funds funds(Account account, Instant at) {
        return ledger().funds(List.of(pool(now(account))), at);
    }

    Caller caller(Account account) {
        Account current = now(account);
        return new Caller(
                new Owner.Account(account.id()),
                new Payer.Account(account.id()),
                current.tier(),
                current.staff(),
                List.of(pool(current)),
                "account:" + account.id());
    }

    /// Starts a comparison that holds so much.
    NewComparison holds(Account account, long credits, Instant at) {
        NewComparison comparison =
                Draft.of(caller(account)).holding(Credits.of(credits)).at(at).build();
        assertThat(comparisons().admit(comparison)).isInstanceOf(AdmitOutcome.Admitted.class);
        return comparison;
    }

    /// What all lines of an account's ledger sum to.
    long posted(Account account) {
        return ledger().entries(new Payer.Account(account.id()).key(), 1_000).stream()
                .mapToLong(entry -> entry.posting().milli())
                .sum();
    }
}
