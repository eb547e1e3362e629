package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Account;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.VisitorId;
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
import java.util.Optional;

/// Registrations as PostgreSQL keeps them.
@Singleton
@Bean(typed = Registrations.class)
final class PostgresRegistrations implements Registrations {
    /// What an account is opened with.
    private record Opening(PasswordHash password, Optional<VisitorId> visitor) {
        static Optional<Opening> of(Row row) throws SQLException {
            return row.flag("known")
                    ? Optional.empty()
                    : Optional.of(
                            new Opening(
                                    new PasswordHash(row.text("password_hash")),
                                    row.optionalUuid("visitor_id").map(VisitorId::new)));
        }
    }

    private static final WaitingRows<Opening> WAITING =
            new WaitingRows<>("registrations", Registration.MOST_TRIES, Opening::of);

    private final Database database;

    PostgresRegistrations(Database database) {
        this.database = database;
    }

    @Override
    public Begun begin(Registration registration) {
        String key = registration.address().key();
        Script script =
                WaitingRows.lock(new Script(), registration.address())
                        .add(
                                """
                                INSERT INTO registrations (id, address, address_key, password_hash,
                                    token_hash, code_hash, visitor_id, known, expires_at)
                                SELECT ?, ?, ?, ?, ?, ?, ?::uuid,
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
                                WaitingRows.hash(registration.id(), registration.code()),
                                registration.visitor().map(VisitorId::value),
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
        Optional<WaitingRows.Found<Opening>> found =
                WAITING.meet(connection, proof, account.createdAt());
        if (found.isPresent()) {
            EmailAddress address = found.get().address();
            Opening opening = found.get().waiting().orElseThrow();
            open(connection, address, opening.password(), account);
            if (opening.visitor().isPresent()) {
                new Inheritance(opening.visitor().get(), account.id()).take(connection);
            }
        }
        return Verdict.keep(found.isPresent());
    }

    private static void open(
            Connection connection, EmailAddress address, PasswordHash password, Account account)
            throws SQLException {
        PostgresAccounts.insert(new Script(), account)
                .add(
                        """
                        INSERT INTO logins (account_id, address, address_key, password_hash,
                            confirmed_at)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                        account.id().value(),
                        address.text(),
                        address.key(),
                        password.encoded(),
                        account.createdAt())
                .add("DELETE FROM registrations WHERE address_key = ?", address.key())
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
                Script end =
                        new Script()
                                .add("DELETE FROM sessions WHERE account_id = ?", account.value());
                PostgresChallenges.forget(end, account).run(connection);
            }
            return Verdict.keep(changed);
        });
    }

    @Override
    public int dropExpired(Instant at, int limit) {
        return database.run(WAITING.dropExpired(at, limit), Results::written);
    }
}
