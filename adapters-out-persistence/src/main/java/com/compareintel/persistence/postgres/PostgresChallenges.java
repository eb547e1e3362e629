package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.Challenge;
import com.compareintel.core.signin.Challenges;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Login;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Proof;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// Challenges as PostgreSQL keeps them. A row without an account is one that no proof is good for.
@Singleton
@Bean(typed = Challenges.class)
final class PostgresChallenges implements Challenges {
    private static final String RESETS = "password_resets";
    private static final String MOVES = "address_changes";

    private static final WaitingRows<AccountId> WAITING_RESETS = waiting(RESETS);
    private static final WaitingRows<AccountId> WAITING_MOVES = waiting(MOVES);

    private final Database database;

    PostgresChallenges(Database database) {
        this.database = database;
    }

    private static WaitingRows<AccountId> waiting(String table) {
        return new WaitingRows<>(
                table,
                Challenge.MOST_TRIES,
                row -> row.optionalUuid("account_id").map(AccountId::new));
    }

    @Override
    public Begun askReset(Challenge challenge) {
        return database.run(
                begin(
                        RESETS,
                        challenge,
                        "SELECT account_id FROM logins WHERE address_key = ?",
                        challenge.address().key()),
                PostgresChallenges::begun);
    }

    @Override
    public Begun askMove(Challenge challenge, Login login) {
        return database.transaction(connection ->
                isStill(connection, login)
                        ? Verdict.keep(askMove(connection, challenge, login.account()))
                        : Verdict.drop(Begun.LATE));
    }

    private static boolean isStill(Connection connection, Login login) throws SQLException {
        return LoginSql.hold(new Script(), login.account())
                .run(
                        connection,
                        results -> {
                            results.rows(row -> true);
                            return results.row(row -> new PasswordHash(row.text("password_hash")));
                        })
                .filter(login.password()::equals)
                .isPresent();
    }

    private static Begun askMove(Connection connection, Challenge challenge, AccountId account)
            throws SQLException {
        return begin(
                        MOVES,
                        challenge,
                        """
                        SELECT account_id FROM logins
                        WHERE NOT EXISTS (SELECT FROM logins AS taken WHERE taken.address_key = ?)
                            AND account_id = ?
                        """,
                        challenge.address().key(),
                        account.value())
                .run(connection, PostgresChallenges::begun);
    }

    /// The statements that keep a challenge, for [#begun] to read.
    ///
    /// @param target selects the account it is for, if it is for any
    /// @param values those of the target
    private static Script begin(
            String table, Challenge challenge, String target, Object... values) {
        String key = challenge.address().key();
        Object[] columns = {
            challenge.address().text(),
            key,
            Hashes.of(challenge.token()),
            WaitingRows.hash(challenge.id(), challenge.code()),
            challenge.expiresAt(),
            challenge.id(),
            Challenge.MOST_PENDING,
            key,
            challenge.createdAt()
        };
        return WaitingRows.lock(new Script(), challenge.address())
                .add(
                        """
                        INSERT INTO %1$s (account_id, address, address_key, token_hash,
                            code_hash, expires_at, id)
                        SELECT (%2$s), ?, ?, ?, ?, ?, ?
                        WHERE ? > (SELECT count(*) FROM %1$s
                                   WHERE address_key = ? AND expires_at > ?)
                        RETURNING account_id
                        """
                                .formatted(table, target),
                        Stream.of(values, columns).flatMap(Arrays::stream).toArray());
    }

    /// What [#begin] did.
    private static Begun begun(Results results) throws SQLException {
        results.rows(row -> true);
        return results.row(row -> row.isNull("account_id") ? Begun.IDLE : Begun.PENDING)
                .orElse(Begun.TOO_MANY);
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
                WAITING_RESETS.meet(connection, proof, now).flatMap(WaitingRows.Found::waiting);
        return Verdict.keep(
                account.isPresent()
                        ? changed(connection, account.get(), password)
                        : Optional.empty());
    }

    private static Optional<EmailAddress> changed(
            Connection connection, AccountId account, PasswordHash password) throws SQLException {
        Script change =
                new Script()
                        .add(
                                """
                                UPDATE logins SET password_hash = ? WHERE account_id = ?
                                RETURNING address
                                """,
                                password.encoded(),
                                account.value())
                        .add("DELETE FROM sessions WHERE account_id = ?", account.value());
        return forget(change, account)
                .run(
                        connection,
                        results -> results.row(row -> new EmailAddress(row.text("address"))));
    }

    /// Adds the statements that forget whatever waits for an account.
    static Script forget(Script script, AccountId account) {
        return script.add("DELETE FROM password_resets WHERE account_id = ?", account.value())
                .add("DELETE FROM address_changes WHERE account_id = ?", account.value());
    }

    @Override
    public Optional<Move> move(Proof proof, Instant now) {
        return database.transaction(connection -> move(connection, proof, now));
    }

    private static Verdict<Optional<Move>> move(Connection connection, Proof proof, Instant now)
            throws SQLException {
        Optional<WaitingRows.Found<AccountId>> found = WAITING_MOVES.meet(connection, proof, now);
        return Verdict.keep(
                found.isPresent()
                        ? moved(
                                connection,
                                found.get().waiting().orElseThrow(),
                                found.get().address(),
                                now)
                        : Optional.empty());
    }

    /// The new address is locked, so nobody registers it meanwhile.
    private static Optional<Move> moved(
            Connection connection, AccountId account, EmailAddress to, Instant now)
            throws SQLException {
        Optional<EmailAddress> from =
                new Script()
                        .add(
                                """
                                SELECT address FROM logins
                                WHERE account_id = ? AND NOT EXISTS (
                                    SELECT FROM logins AS taken WHERE taken.address_key = ?)
                                FOR UPDATE
                                """,
                                account.value(),
                                to.key())
                        .run(
                                connection,
                                results ->
                                        results.row(row -> new EmailAddress(row.text("address"))));
        if (from.isPresent()) {
            Script move =
                    new Script()
                            .add(
                                    """
                                    UPDATE logins
                                    SET address = ?, address_key = ?, confirmed_at = ?
                                    WHERE account_id = ?
                                    """,
                                    to.text(),
                                    to.key(),
                                    now,
                                    account.value())
                            .add("DELETE FROM registrations WHERE address_key = ?", to.key());
            forget(move, account).run(connection);
        }
        return from.map(old -> new Move(old, to));
    }

    @Override
    public int dropExpired(Instant at, int limit) {
        int dropped = database.run(WAITING_RESETS.dropExpired(at, limit), Results::written);
        return dropped
                + database.run(WAITING_MOVES.dropExpired(at, limit - dropped), Results::written);
    }
}
