package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Account;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.signin.Sessions;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Sessions as PostgreSQL keeps them. Whoever turns a token has the session's row locked, so those
/// who turn it at once do so one after the other.
@Singleton
@Bean(typed = Sessions.class)
final class PostgresSessions implements Sessions {
    private final Database database;

    PostgresSessions(Database database) {
        this.database = database;
    }

    @Override
    public boolean begin(Session session, PasswordHash shown) {
        Script insert =
                LoginSql.hold(new Script(), session.account())
                        .add(
                                """
                                INSERT INTO sessions (id, account_id, device, generation, created_at,
                                    refreshed_at)
                                SELECT ?, id, ?, 1, ?, ? FROM accounts
                                WHERE id = ? AND suspended_at IS NULL AND NOT EXISTS (
                                    SELECT FROM logins
                                    WHERE account_id = accounts.id AND password_hash <> ?)
                                """,
                                session.id().value(),
                                session.device(),
                                session.createdAt(),
                                session.refreshedAt(),
                                session.account().value(),
                                shown.encoded())
                        .add(
                                """
                                DELETE FROM sessions WHERE id IN (
                                    SELECT id FROM sessions WHERE account_id = ?
                                    ORDER BY created_at DESC, id DESC OFFSET ?)
                                """,
                                session.account().value(),
                                Session.MOST);
        return database.run(
                insert,
                results -> {
                    results.rows(row -> true);
                    results.rows(row -> true);
                    return results.written() > 0;
                });
    }

    private record Latest(int generation, Instant since) {}

    @Override
    public OptionalInt turn(SessionId id, int generation, Instant now) {
        return database.transaction(connection -> {
            Optional<Latest> latest = latest(connection, id, now);
            return latest.isEmpty()
                    ? Verdict.drop(OptionalInt.empty())
                    : turn(connection, id, latest.get(), generation, now);
        });
    }

    private static Optional<Latest> latest(Connection connection, SessionId id, Instant now)
            throws SQLException {
        return new Script()
                .add(
                        """
                        SELECT generation, refreshed_at FROM sessions
                        WHERE id = ? AND refreshed_at > ? FOR UPDATE
                        """,
                        id.value(),
                        now.minus(Session.LASTS))
                .run(
                        connection,
                        results ->
                                results.row(row ->
                                        new Latest(
                                                row.integer("generation"),
                                                row.instant("refreshed_at"))));
    }

    private static Verdict<OptionalInt> turn(
            Connection connection, SessionId id, Latest latest, int generation, Instant now)
            throws SQLException {
        if (generation == latest.generation()) {
            new Script()
                    .add(
                            "UPDATE sessions SET generation = ?, refreshed_at = ? WHERE id = ?",
                            generation + 1,
                            now,
                            id.value())
                    .run(connection);
            return Verdict.keep(OptionalInt.of(generation + 1));
        }
        if (generation == latest.generation() - 1 && !now.isAfter(latest.since().plus(FORGIVEN))) {
            return Verdict.drop(OptionalInt.of(latest.generation()));
        }
        new Script().add("DELETE FROM sessions WHERE id = ?", id.value()).run(connection);
        return Verdict.keep(OptionalInt.empty());
    }

    @Override
    public Optional<Account> account(SessionId id, Instant now) {
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT accounts.* FROM sessions
                                    JOIN accounts ON accounts.id = account_id
                                WHERE sessions.id = ? AND refreshed_at > ?
                                """,
                                id.value(),
                                now.minus(Session.LASTS)),
                results -> results.row(PostgresAccounts::account));
    }

    @Override
    public List<Session> of(AccountId account, Instant now) {
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT * FROM sessions WHERE account_id = ? AND refreshed_at > ?
                                ORDER BY created_at DESC, id DESC
                                """,
                                account.value(),
                                now.minus(Session.LASTS)),
                results ->
                        results.rows(row ->
                                new Session(
                                        new SessionId(row.uuid("id")),
                                        new AccountId(row.uuid("account_id")),
                                        row.text("device"),
                                        row.instant("created_at"),
                                        row.instant("refreshed_at"))));
    }

    @Override
    public boolean end(AccountId account, SessionId id, Instant now) {
        Script delete =
                new Script()
                        .add(
                                """
                                DELETE FROM sessions
                                WHERE id = ? AND account_id = ? AND refreshed_at > ?
                                """,
                                id.value(),
                                account.value(),
                                now.minus(Session.LASTS));
        return database.run(delete, Results::written) > 0;
    }

    @Override
    public void endAll(AccountId account) {
        database.run(
                new Script().add("DELETE FROM sessions WHERE account_id = ?", account.value()),
                Results::written);
    }

    @Override
    public int dropOver(Instant at, int limit) {
        Script drop =
                new Script()
                        .add(
                                """
                                WITH old AS MATERIALIZED (
                                    SELECT id FROM sessions WHERE refreshed_at <= ?
                                    ORDER BY refreshed_at LIMIT ? FOR UPDATE SKIP LOCKED
                                )
                                DELETE FROM sessions USING old WHERE sessions.id = old.id
                                """,
                                at.minus(Session.LASTS),
                                limit);
        return database.run(drop, Results::written);
    }
}
