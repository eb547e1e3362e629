package com.compareintel.http.credit;

import com.compareintel.core.account.Statement;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.Turnover;
import com.compareintel.core.credit.Usd;
import com.compareintel.http.json.Instants;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account's month: what it opened with, what was posted by kind, what it closed with.
///
/// @param closing `opening` and the credits of all kinds together
record StatementJson(
        String month,
        String timeZone,
        String from,
        String to,
        BigDecimal opening,
        List<KindJson> entries,
        BoughtJson overage,
        BigDecimal closing) {

    /// All lines of one kind; every kind is there, in the same order, also without a line.
    public record KindJson(String kind, long count, BigDecimal credits) {}

    /// Credits bought beyond the allowance.
    ///
    /// @param used drawn in this month, less what came back
    /// @param limitUsd how much the owner allowed in the latest period, if there is a limit
    /// @param owedUsd what they cost
    public record BoughtJson(BigDecimal used, @Nullable String limitUsd, String owedUsd) {
        static BoughtJson of(Turnover turnover) {
            return new BoughtJson(
                    Amounts.signed(
                            turnover.totals()
                                    .getOrDefault(EntryKind.OVERAGE, Turnover.Total.NONE)
                                    .milli()),
                    turnover.overage().limit().map(Usd::toString).orElse(null),
                    Amounts.plain(turnover.overage().owed()));
        }
    }

    static StatementJson of(Statement statement) {
        return new StatementJson(
                statement.month().toString(),
                Amounts.name(statement.zone()),
                Instants.text(statement.from()),
                Instants.text(statement.to()),
                Amounts.signed(statement.turnover().openingMilli()),
                statement.turnover().totals().entrySet().stream()
                        .map(total ->
                                new KindJson(
                                        Amounts.name(total.getKey()),
                                        total.getValue().count(),
                                        Amounts.signed(total.getValue().milli())))
                        .toList(),
                BoughtJson.of(statement.turnover()),
                Amounts.signed(statement.turnover().closingMilli()));
    }
}
