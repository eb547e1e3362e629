package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Account;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Login;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Proof;
import com.compareintel.core.signin.Registration;
import com.compareintel.core.signin.Registrations;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Registrations as PostgreSQL keeps them. Transactions about one address stand in line at a lock
/// that is named by it. A token is hashed alone; a code, which has eight digits only, together with
/// the id of its registration, so that no table of hashes turns all of them back: it is worth
/// something for a day, and nothing where there is no mail to be read.
@Singleton
@Bean(typed = Registrations.class)
final class PostgresRegistrations implements Registrations {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 9))";

    private final Database database;

    PostgresRegistrations(Database database) {
        this.database = database;
    }

    private record Found(
            UUID id, EmailAddress address, PasswordHash password, String codeHash, boolean known) {
        static Found of(Row row) throws SQLException {
            return new Found(
                    row.uuid("id"),
                    new EmailAddress(row.text("address")),
                    new PasswordHash(row.text("password_hash")),
                    HexFormat.of().formatHex(row.bytes("code_hash")),
                    row.flag("known"));
        }

        boolean isFor(String code) {
            return !known && codeHash.equals(HexFormat.of().formatHex(hash(id, code)));
        }
    }

    private static byte[] hash(UUID registration, String code) {
        return Hashes.of(registration + " " + code);
    }

    @Override
    public Begun begin(Registration registration) {
        String key = registration.address().key();
        Script script =
                new Script()
                        .add(LOCK, key)
                        .add(
                                """
                                INSERT INTO registrations (id, address, address_key, password_hash,
                                    token_hash, code_hash, known, expires_at)
                                SELECT ?, ?, ?, ?, ?, ?,
                                    EXISTS (SELECT FROM logins WHERE address_key = ?), ?
                                WHERE ? > (SELECT count(*) FROM registrations
                                           WHERE address_key = ? AND expires_at > ?)
                                RETURNING known
                                """,
                                registration.id(),
                                registration.address().text(),
                                key,
                                registration.password().encoded(),
                                Hashes.of(registration.token()),
                                hash(registration.id(), registration.code()),
                                key,
                                registration.expiresAt(),
                                Registration.MOST_PENDING,
                                key,
                                registration.createdAt());
        return database.run(
                script,
                results -> {
                    results.rows(row -> true);
                    return results.row(row -> row.flag("known") ? Begun.KNOWN : Begun.PENDING)
                            .orElse(Begun.TOO_MANY);
                });
    }

    @Override
    public boolean confirm(Proof proof, Account account) {
        return database.transaction(connection -> confirm(connection, proof, account));
    }

    /// A wrong code is counted, so what was written stays even where nothing is confirmed.
    private static Verdict<Boolean> confirm(Connection connection, Proof proof, Account account)
            throws SQLException {
        Optional<Found> found =
                switch (proof) {
                    case Proof.Link(String token) -> byToken(connection, token, account);
                    case Proof.Code(EmailAddress address, String code) ->
                            byCode(connection, address, code, account);
                };
        if (found.isEmpty()) {
            return Verdict.keep(false);
        }
        open(connection, found.get(), account);
        return Verdict.keep(true);
    }

    /// The address is only known once the registration was read, which may have been confirmed
    /// before the lock was had: so it is read again.
    private static Optional<Found> byToken(Connection connection, String token, Account account)
            throws SQLException {
        Script find =
                new Script()
                        .add(
                                "SELECT * FROM registrations WHERE token_hash = ? AND expires_at > ?"
                                        + " AND NOT known",
                                Hashes.of(token),
                                account.createdAt());
        Optional<Found> seen = find.run(connection, results -> results.row(Found::of));
        if (seen.isEmpty()) {
            return seen;
        }
        lock(connection, seen.get().address());
        return find.run(connection, results -> results.row(Found::of));
    }

    private static Optional<Found> byCode(
            Connection connection, EmailAddress address, String code, Account account)
            throws SQLException {
        lock(connection, address);
        List<Found> tried =
                new Script()
                        .add(
                                """
                                UPDATE registrations SET tries = tries + 1
                                WHERE address_key = ? AND expires_at > ? AND tries < ?
                                RETURNING *
                                """,
                                address.key(),
                                account.createdAt(),
                                Registration.MOST_TRIES)
                        .run(connection, results -> results.rows(Found::of));
        return tried.stream().filter(one -> one.isFor(code)).findFirst();
    }

    private static void lock(Connection connection, EmailAddress address) throws SQLException {
        new Script().add(LOCK, address.key()).run(connection, results -> results.rows(row -> true));
    }

    private static void open(Connection connection, Found found, Account account)
            throws SQLException {
        PostgresAccounts.insert(new Script(), account)
                .add(
                        """
                        INSERT INTO logins (account_id, address, address_key, password_hash,
                            confirmed_at)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                        account.id().value(),
                        found.address().text(),
                        found.address().key(),
                        found.password().encoded(),
                        account.createdAt())
                .add("DELETE FROM registrations WHERE address_key = ?", found.address().key())
                .run(connection);
    }

    @Override
    public Optional<Login> login(EmailAddress address) {
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT logins.* FROM logins JOIN accounts ON id = account_id
                                WHERE address_key = ? AND suspended_at IS NULL
                                """,
                                address.key()),
                results ->
                        results.row(row ->
                                new Login(
                                        new AccountId(row.uuid("account_id")),
                                        new EmailAddress(row.text("address")),
                                        new PasswordHash(row.text("password_hash")))));
    }

    @Override
    public Optional<EmailAddress> address(AccountId account) {
        return database.run(
                new Script()
                        .add("SELECT address FROM logins WHERE account_id = ?", account.value()),
                results -> results.row(row -> new EmailAddress(row.text("address"))));
    }

    @Override
    public boolean changePassword(AccountId account, PasswordHash from, PasswordHash to) {
        return database.transaction(connection -> {
            boolean changed =
                    new Script()
                            .add(
                                    """
                                    UPDATE logins SET password_hash = ?
                                    WHERE account_id = ? AND password_hash = ?
                                    """,
                                    to.encoded(),
                                    account.value(),
                                    from.encoded())
                            .run(connection, results -> results.written() > 0);
            if (changed) {
                new Script()
                        .add("DELETE FROM sessions WHERE account_id = ?", account.value())
                        .run(connection);
            }
            return Verdict.keep(changed);
        });
    }

    @Override
    public int dropExpired(Instant at, int limit) {
        Script drop =
                new Script()
                        .add(
                                """
                                WITH old AS MATERIALIZED (
                                    SELECT id FROM registrations WHERE expires_at <= ?
                                    ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED
                                )
                                DELETE FROM registrations USING old WHERE registrations.id = old.id
                                """,
                                at,
                                limit);
        return database.run(drop, Results::written);
    }
}
