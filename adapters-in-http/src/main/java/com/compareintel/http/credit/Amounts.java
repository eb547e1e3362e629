package com.compareintel.http.credit;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.EntryKind;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Locale;

/// How credit, its movements and its calendar are written.
final class Amounts {
    private Amounts() {}

    /// Thousandths of a credit, above or below zero, in credits.
    static BigDecimal signed(long milli) {
        BigDecimal amount = new Credits(Math.abs(milli)).toDecimal();
        return milli < 0 ? amount.negate() : amount;
    }

    /// Dollars above or below zero, in as many decimals as it takes.
    static String plain(BigDecimal dollars) {
        return dollars.signum() == 0 ? "0" : dollars.stripTrailingZeros().toPlainString();
    }

    static String name(EntryKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static String name(ZoneId zone) {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }
}
