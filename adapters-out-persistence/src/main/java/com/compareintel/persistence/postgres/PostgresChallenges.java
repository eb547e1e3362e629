package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.Challenge;
import com.compareintel.core.signin.Challenges;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Proof;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Challenges as PostgreSQL keeps them.
@Singleton
@Bean(typed = Challenges.class)
final class PostgresChallenges implements Challenges {
    private static final WaitingRows<AccountId> RESETS =
            new WaitingRows<>(
                    "password_resets",
                    Challenge.MOST_TRIES,
                    row -> row.optionalUuid("account_id").map(AccountId::new));

    private final Database database;

    PostgresChallenges(Database database) {
        this.database = database;
    }

    @Override
    public Begun askReset(Challenge challenge) {
        String key = challenge.address().key();
        Script script =
                WaitingRows.lock(new Script(), challenge.address())
                        .add(
                                """
                                INSERT INTO password_resets (id, account_id, address, address_key,
                                    token_hash, code_hash, expires_at)
                                SELECT ?, (SELECT account_id FROM logins WHERE address_key = ?),
                                    ?, ?, ?, ?, ?
                                WHERE ? > (SELECT count(*) FROM password_resets
                                           WHERE address_key = ? AND expires_at > ?)
                                RETURNING account_id
                                """,
                                challenge.id(),
                                key,
                                challenge.address().text(),
                                key,
                                Hashes.of(challenge.token()),
                                WaitingRows.hash(challenge.id(), challenge.code()),
                                challenge.expiresAt(),
                                Challenge.MOST_PENDING,
                                key,
                                challenge.createdAt());
        return begun(script);
    }

    private Begun begun(Script script) {
        return database.run(
                script,
                results -> {
                    results.rows(row -> true);
                    return results.row(row -> row.isNull("account_id") ? Begun.IDLE : Begun.PENDING)
                            .orElse(Begun.TOO_MANY);
                });
    }

    @Override
    public Optional<EmailAddress> reset(Proof proof, PasswordHash password, Instant now) {
        return database.transaction(connection -> reset(connection, proof, password, now));
    }

    /// A wrong code is counted, so what was written stays even where nothing is reset.
    private static Verdict<Optional<EmailAddress>> reset(
            Connection connection, Proof proof, PasswordHash password, Instant now)
            throws SQLException {
        Optional<AccountId> account =
                RESETS.meet(connection, proof, now).flatMap(WaitingRows.Found::waiting);
        return Verdict.keep(
                account.isPresent()
                        ? changed(connection, account.get(), password)
                        : Optional.empty());
    }

    private static Optional<EmailAddress> changed(
            Connection connection, AccountId account, PasswordHash password) throws SQLException {
        return new Script()
                .add(
                        """
                        UPDATE logins SET password_hash = ? WHERE account_id = ?
                        RETURNING address
                        """,
                        password.encoded(),
                        account.value())
                .add("DELETE FROM sessions WHERE account_id = ?", account.value())
                .add("DELETE FROM password_resets WHERE account_id = ?", account.value())
                .run(
                        connection,
                        results -> results.row(row -> new EmailAddress(row.text("address"))));
    }

    @Override
    public int dropExpired(Instant at, int limit) {
        return database.run(RESETS.dropExpired(at, limit), Results::written);
    }
}
