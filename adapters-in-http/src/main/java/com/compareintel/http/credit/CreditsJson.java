package com.compareintel.http.credit;

import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.http.json.Instants;
import java.math.BigDecimal;
import java.time.ZoneId;

/// What a caller has left, as it sees it.
record CreditsJson(
        String tier,
        PeriodJson period,
        BigDecimal allowance,
        BigDecimal used,
        BigDecimal held,
        BigDecimal remaining,
        OverageJson overage) {

    /// The period it is for.
    public record PeriodJson(String kind, String startedAt, String resetsAt, String timeZone) {}

    static CreditsJson of(String tier, boolean overage, ZoneId zone, Funds funds) {
        Balance own = funds.own();
        return new CreditsJson(
                tier,
                new PeriodJson(
                        own.period().kind() == PeriodKind.DAY ? "day" : "month",
                        Instants.text(own.period().startedAt()),
                        Instants.text(own.period().resetsAt()),
                        Amounts.name(zone)),
                own.allowance().toDecimal(),
                own.used().toDecimal(),
                own.held().toDecimal(),
                funds.left().toDecimal(),
                OverageJson.of(overage, own));
    }
}
