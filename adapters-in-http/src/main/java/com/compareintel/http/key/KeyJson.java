package com.compareintel.http.key;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyCaps;
import com.compareintel.core.account.Scope;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.key.KeepKeys;
import com.compareintel.http.json.Instants;
import com.compareintel.http.query.Paging;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An API key as its account sees it.
record KeyJson(
        String id,
        String name,
        String status,
        List<String> scopes,
        CapsJson caps,
        @Nullable String expiresAt,
        String createdAt,
        @Nullable String lastUsedAt,
        @Nullable String revokedAt) {

    /// The most that may be spent with it.
    public record CapsJson(
            @Nullable BigDecimal dailyCredits,
            @Nullable BigDecimal monthlyCredits,
            @Nullable BigDecimal comparisonCredits) {
        static CapsJson of(KeyCaps caps) {
            return new CapsJson(
                    decimal(caps.daily()), decimal(caps.monthly()), decimal(caps.perComparison()));
        }

        private static @Nullable BigDecimal decimal(Optional<Credits> cap) {
            return cap.map(Credits::toDecimal).orElse(null);
        }
    }

    static KeyJson of(IssuedKey key, Instant now) {
        return new KeyJson(
                key.id().toString(),
                key.terms().name(),
                key.stateAt(now).name().toLowerCase(Locale.ROOT),
                key.terms().scopes().stream().sorted().map(Scope::wireName).toList(),
                CapsJson.of(key.terms().caps()),
                text(key.terms().expiresAt()),
                Instants.text(key.createdAt()),
                text(key.lastUsedAt()),
                text(key.revokedAt()));
    }

    private static @Nullable String text(Optional<Instant> instant) {
        return instant.map(Instants::text).orElse(null);
    }

    /// A key that was just issued, with its secret.
    public record NewKeyJson(
            String id,
            String name,
            String status,
            List<String> scopes,
            CapsJson caps,
            @Nullable String expiresAt,
            String createdAt,
            @Nullable String lastUsedAt,
            @Nullable String revokedAt,
            String key) {
        static NewKeyJson of(IssuedKey issued, ApiKey secret, Instant now) {
            KeyJson head = KeyJson.of(issued, now);
            return new NewKeyJson(
                    head.id(),
                    head.name(),
                    head.status(),
                    head.scopes(),
                    head.caps(),
                    head.expiresAt(),
                    head.createdAt(),
                    head.lastUsedAt(),
                    head.revokedAt(),
                    secret.secret());
        }
    }

    /// A page of keys.
    public record PageJson(List<KeyJson> data, @Nullable String nextCursor) {
        static PageJson of(KeepKeys.Page page, Instant now) {
            return new PageJson(
                    page.keys().stream().map(key -> KeyJson.of(key, now)).toList(),
                    page.next().map(id -> Paging.cursor(id.value())).orElse(null));
        }
    }
}
