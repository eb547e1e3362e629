package com.compareintel.http.credit;

import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Credits beyond the allowance of a period.
///
/// @param allowed whether the caller's tier has any
/// @param used what was charged of them
/// @param owedUsd what that costs
record OverageJson(
        boolean allowed,
        boolean enabled,
        @Nullable String limitUsd,
        BigDecimal used,
        String owedUsd) {
    static OverageJson of(boolean allowed, Balance own) {
        boolean enabled = allowed && own.overage().enabled();
        Credits used = own.usedBeyond();
        return new OverageJson(
                allowed,
                enabled,
                enabled ? own.overage().limit().map(Usd::toString).orElse(null) : null,
                used.toDecimal(),
                own.overage().priceOf(used).toString());
    }
}
