package com.compareintel.http.admin;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Office;
import com.compareintel.core.account.Role;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.staff.AccountFiles.Found;
import com.compareintel.core.staff.LookUpAccounts;
import com.compareintel.http.json.Instants;
import com.compareintel.http.query.Paging;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An account as staff sees it.
record AccountJson(
        String id,
        String name,
        @Nullable String email,
        String tier,
        String tierSince,
        @Nullable String role,
        @Nullable String roleSince,
        @Nullable String suspendedAt,
        String timeZone,
        String createdAt) {

    static AccountJson of(Found found) {
        Account account = found.account();
        return new AccountJson(
                account.id().toString(),
                account.name(),
                found.address().map(EmailAddress::text).orElse(null),
                account.tier().wireName(),
                Instants.text(account.tierSince()),
                account.role().map(Role::wireName).orElse(null),
                text(account.office().map(Office::since)),
                text(account.suspendedAt()),
                account.zone().getId(),
                Instants.text(account.createdAt()));
    }

    private static @Nullable String text(Optional<Instant> instant) {
        return instant.map(Instants::text).orElse(null);
    }

    /// A page of accounts.
    record PageJson(List<AccountJson> data, @Nullable String nextCursor) {
        static PageJson of(LookUpAccounts.Page page) {
            return new PageJson(
                    page.accounts().stream().map(AccountJson::of).toList(),
                    page.next().map(id -> Paging.cursor(id.value())).orElse(null));
        }
    }

    /// An account, how it is used and what it has left.
    record FileJson(
            AccountJson account, int apiKeys, int sessions, int running, CreditsJson credits) {
        static FileJson of(LookUpAccounts.Shown shown) {
            return new FileJson(
                    AccountJson.of(shown.file().found()),
                    shown.file().keys(),
                    shown.file().sessions(),
                    shown.file().running(),
                    CreditsJson.of(shown.balance()));
        }
    }

    /// What an account has in its running period.
    record CreditsJson(
            String period,
            String startedAt,
            String resetsAt,
            BigDecimal allowance,
            BigDecimal used,
            BigDecimal held,
            BigDecimal remaining) {
        static CreditsJson of(Balance balance) {
            return new CreditsJson(
                    balance.period().kind().name().toLowerCase(Locale.ROOT),
                    Instants.text(balance.period().startedAt()),
                    Instants.text(balance.period().resetsAt()),
                    balance.allowance().toDecimal(),
                    balance.used().toDecimal(),
                    balance.held().toDecimal(),
                    balance.available().toDecimal());
        }
    }
}
