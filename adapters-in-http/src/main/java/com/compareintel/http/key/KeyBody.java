package com.compareintel.http.key;

import com.compareintel.core.account.KeyCaps;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Scope;
import com.compareintel.core.credit.Credits;
import com.compareintel.http.body.Fields;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// A wish for an API key, as clients write it.
final class KeyBody {
    /// More than any account is ever granted; a larger cap would be none.
    private static final int LARGEST_CAP = 1_000_000_000;

    private KeyBody() {}

    static KeyTerms terms(JsonNode json) {
        Fields fields = Fields.of(json);
        Optional<String> name = fields.requiredText("name", KeyTerms.LONGEST_NAME);
        List<Scope> scopes =
                fields.distinct(
                        "scopes",
                        Scope.values().length,
                        true,
                        Scope::named,
                        "one of compare, read, manage");
        Optional<Instant> expiresAt = fields.instant("expires_at");
        Fields caps = fields.object("caps");
        KeyCaps wanted =
                new KeyCaps(
                        cap(caps, "daily_credits"),
                        cap(caps, "monthly_credits"),
                        cap(caps, "comparison_credits"));
        if (scopes.contains(Scope.MANAGE) && !wanted.isNone()) {
            fields.error(
                    "caps", "must be left out with the scope manage, which issues keys without");
        }
        fields.done();
        return new KeyTerms(name.orElseThrow(), EnumSet.copyOf(scopes), expiresAt, wanted);
    }

    private static Optional<Credits> cap(Fields caps, String field) {
        Optional<BigDecimal> credits = caps.decimal(field, LARGEST_CAP);
        if (credits.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal milli = credits.get().movePointRight(3).stripTrailingZeros();
        if (milli.scale() > 0 || milli.signum() == 0) {
            caps.error(field, "must be above 0, with at most three decimals");
            return Optional.empty();
        }
        return Optional.of(new Credits(milli.longValueExact()));
    }
}
