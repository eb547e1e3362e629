package com.compareintel.core.account;

import com.compareintel.core.UseCase;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Payer;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/// Draws up what an account was granted, held and charged in a month, from the ledger alone: what
/// was not posted yet, such as a period that nobody has used since it began, is not in it.
@UseCase
public final class ShowStatement {
    private final Accounts accounts;
    private final CreditLedger ledger;
    private final Clock clock;

    public ShowStatement(Accounts accounts, CreditLedger ledger, Clock clock) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// What became of a request for a statement.
    public sealed interface Outcome {
        /// The month as posted so far.
        record Shown(Statement statement) implements Outcome {}

        /// The month has not begun where the account is.
        record NotBegun() implements Outcome {}

        /// The month was over when the account began.
        ///
        /// @param first the earliest month there is a statement for
        record BeforeAccount(YearMonth first) implements Outcome {}
    }

    /// The statement of an account that exists, for a month of its calendar.
    public Outcome of(AccountId id, YearMonth month) {
        Account account =
                accounts.find(id).orElseThrow(() -> new IllegalStateException("no account " + id));
        ZoneId zone = account.zone();
        if (month.isAfter(YearMonth.from(clock.instant().atZone(zone)))) {
            return new Outcome.NotBegun();
        }
        YearMonth first = YearMonth.from(account.createdAt().atZone(zone));
        if (month.isBefore(first)) {
            return new Outcome.BeforeAccount(first);
        }
        Instant from = start(month, zone);
        Instant to = start(month.plusMonths(1), zone);
        return new Outcome.Shown(
                new Statement(
                        month,
                        zone,
                        from,
                        to,
                        ledger.turnover(new Payer.Account(id).key(), from, to)));
    }

    private static Instant start(YearMonth month, ZoneId zone) {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }
}
