package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.Office;
import com.compareintel.core.account.Role;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Accounts as PostgreSQL keeps them.
@Singleton
@Bean(typed = Accounts.class)
final class PostgresAccounts implements Accounts {
    /// The columns that [#account] reads.
    static final String COLUMNS =
            """
            accounts.id, accounts.name, accounts.tier, accounts.zone, accounts.tier_since,
                accounts.created_at, accounts.role, accounts.role_since, accounts.suspended_at
            """;

    private final Database database;

    PostgresAccounts(Database database) {
        this.database = database;
    }

    @Override
    public void add(Account account) {
        database.run(insert(new Script(), account), Results::written);
    }

    /// Adds the statement that adds an account.
    static Script insert(Script script, Account account) {
        return script.add(
                """
                INSERT INTO accounts (id, name, tier, zone, tier_since, created_at, role, role_since,
                                      suspended_at)
                VALUES (?, ?, ?, ?, ?, ?, ?::text, ?::timestamptz, ?::timestamptz)
                """,
                account.id().value(),
                account.name(),
                account.tier(),
                account.zone().getId(),
                account.tierSince(),
                account.createdAt(),
                account.role(),
                account.office().map(Office::since),
                account.suspendedAt());
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return database.run(
                new Script().add("SELECT * FROM accounts WHERE id = ?", id.value()),
                results -> results.row(PostgresAccounts::account));
    }

    @Override
    public boolean isEmpty() {
        return database.run(
                new Script().add("SELECT id FROM accounts LIMIT 1"),
                results -> results.row(row -> row.uuid("id")).isEmpty());
    }

    /// Reads a row of `accounts`.
    static Account account(Row row) throws SQLException {
        return new Account(
                new AccountId(row.uuid("id")),
                row.text("name"),
                row.constant("tier", Tier.class),
                ZoneId.of(row.text("zone")),
                row.instant("tier_since"),
                row.instant("created_at"),
                office(row),
                row.optionalInstant("suspended_at"));
    }

    private static Optional<Office> office(Row row) throws SQLException {
        Optional<Role> role = row.optionalConstant("role", Role.class);
        Optional<Instant> since = row.optionalInstant("role_since");
        return role.map(one -> new Office(one, since.orElseThrow()));
    }
}
