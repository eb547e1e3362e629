package com.compareintel.core.staff;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Account;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.staff.AccountFiles.File;
import com.compareintel.core.staff.AccountFiles.Found;
import com.compareintel.core.tier.TierTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Looks up accounts for staff.
@UseCase
public final class LookUpAccounts {
    private final AccountFiles files;
    private final CreditLedger ledger;
    private final TierTable tiers;
    private final Clock clock;

    public LookUpAccounts(AccountFiles files, CreditLedger ledger, TierTable tiers, Clock clock) {
        this.files = files;
        this.ledger = ledger;
        this.tiers = tiers;
        this.clock = clock;
    }

    /// A part of what was looked for.
    ///
    /// @param next behind which account the next page begins, if there is one
    public record Page(List<Found> accounts, Optional<AccountId> next) {}

    /// An account with what it has left.
    public record Shown(File file, Balance balance) {}

    /// A page of the accounts that are like this, newest first.
    ///
    /// @param size accounts at most, at least 1
    public Page search(AccountFiles.Search search, Optional<AccountId> after, int size) {
        List<Found> found = files.search(search, after, size + 1);
        return found.size() <= size
                ? new Page(found, Optional.empty())
                : new Page(found.subList(0, size), Optional.of(found.get(size - 1).account().id()));
    }

    /// An account, if there is one.
    public Optional<Shown> show(AccountId id) {
        Instant now = clock.instant();
        return files.find(id, now)
                .map(file -> new Shown(file, balance(file.found().account(), now)));
    }

    private Balance balance(Account account, Instant now) {
        Pool pool =
                new Pool(
                        new Payer.Account(account.id()).key(),
                        tiers.of(account.tier()).allowance(account.zone(), account.tierSince()));
        return ledger.funds(List.of(pool), now).own();
    }
}
