package com.compareintel.persistence.postgres;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyCaps;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Scope;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.identity.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Rows of `api_keys`. A key has 190 bits of chance, so its plain SHA-256 cannot be guessed back.
final class KeySql {
    /// What [#issued] reads, under names that no other table has.
    static final String COLUMNS =
            """
            api_keys.id AS key_id, api_keys.account_id AS key_account, api_keys.name AS key_name,
            scopes AS key_scopes, expires_at AS key_expires_at, daily_cap_milli, monthly_cap_milli,
            comparison_cap_milli, api_keys.created_at AS key_created_at, last_used_at, revoked_at
            """;

    private KeySql() {}

    /// Adds the statement that adds a key.
    static Script insert(Script script, IssuedKey issued, ApiKey key) {
        KeyTerms terms = issued.terms();
        return script.add(
                """
                INSERT INTO api_keys (hash, id, account_id, name, scopes, expires_at, daily_cap_milli,
                                      monthly_cap_milli, comparison_cap_milli, created_at)
                VALUES (?, ?, ?, ?, ?, ?::timestamptz, ?::bigint, ?::bigint, ?::bigint, ?)
                """,
                hash(key),
                issued.id().value(),
                issued.account().value(),
                terms.name(),
                terms.scopes().stream().map(Scope::wireName).sorted().toArray(String[]::new),
                terms.expiresAt(),
                terms.caps().daily(),
                terms.caps().monthly(),
                terms.caps().perComparison(),
                issued.createdAt());
    }

    /// Reads [#COLUMNS].
    static IssuedKey issued(Row row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String scope : row.texts("key_scopes")) {
            scopes.add(Scope.valueOf(scope.toUpperCase(Locale.ROOT)));
        }
        return new IssuedKey(
                new KeyId(row.uuid("key_id")),
                new AccountId(row.uuid("key_account")),
                new KeyTerms(
                        row.text("key_name"),
                        scopes,
                        row.optionalInstant("key_expires_at"),
                        new KeyCaps(
                                credits(row.optionalNumber("daily_cap_milli")),
                                credits(row.optionalNumber("monthly_cap_milli")),
                                credits(row.optionalNumber("comparison_cap_milli")))),
                row.instant("key_created_at"),
                row.optionalInstant("last_used_at"),
                row.optionalInstant("revoked_at"));
    }

    private static Optional<Credits> credits(OptionalLong milli) {
        return milli.isPresent() ? Optional.of(new Credits(milli.getAsLong())) : Optional.empty();
    }

    /// What is kept of a secret.
    static byte[] hash(ApiKey key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.secret().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
