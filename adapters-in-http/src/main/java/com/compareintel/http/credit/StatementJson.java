package com.compareintel.http.credit;

import com.compareintel.core.account.Statement;
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
        OverageJson overage,
        BigDecimal closing) {

    /// All lines of one kind; every kind is there, in the same order, also without a line.
    public record KindJson(String kind, long count, BigDecimal credits) {}

    /// Credits bought beyond the pool. None are sold yet.
    ///
    /// @param used credits beyond the pool in this month
    /// @param limitUsd how much its owner allowed, if anything
    /// @param owedUsd what they cost
    public record OverageJson(BigDecimal used, @Nullable String limitUsd, String owedUsd) {
        static final OverageJson NONE = new OverageJson(BigDecimal.ZERO, null, "0");
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
                OverageJson.NONE,
                Amounts.signed(statement.turnover().closingMilli()));
    }
}
