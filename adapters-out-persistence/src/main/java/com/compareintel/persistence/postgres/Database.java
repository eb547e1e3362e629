package com.compareintel.persistence.postgres;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The way to the database. It lends a connection for a moment and takes it back. Thread-safe;
/// blocks.
///
/// A database that cannot be reached, or is lost on the way, is an [UncheckedIOException]; one that
/// refuses a statement is an [IllegalStateException], for no statement here is meant to be refused.
@Singleton
final class Database {
    /// How long a burst may take to pass; longer than that is an overload.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConnectionOperations<Connection> connections;
    private final TransactionOperations<Connection> transactions;
    private final Turnstile turnstile;

    /// @param poolSize how many connections there are at most
    Database(
            ConnectionOperations<Connection> connections,
            TransactionOperations<Connection> transactions,
            @Property(name = "datasources.default.maximum-pool-size", defaultValue = "10")
                    int poolSize) {
        this.connections = connections;
        this.transactions = transactions;
        this.turnstile = new Turnstile(poolSize);
    }

    private interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /// Something done in a transaction.
    interface Transacted<T> {
        Verdict<T> on(Connection connection) throws SQLException;
    }

    /// How a transaction is to end.
    ///
    /// @param outcome what came of it
    /// @param kept whether what was written stays
    record Verdict<T>(T outcome, boolean kept) {
        /// What was written stays.
        static <T> Verdict<T> keep(T outcome) {
            return new Verdict<>(outcome, true);
        }

        /// Nothing was written.
        static <T> Verdict<T> drop(T outcome) {
            return new Verdict<>(outcome, false);
        }
    }

    /// Runs a script that is a transaction of its own, and reads what it answered.
    <T extends @Nullable Object> T run(Script script, Script.Reader<T> reader) {
        return inTurn(() ->
                connections.execute(
                        ConnectionDefinition.DEFAULT,
                        status ->
                                on(
                                        status.getConnection(),
                                        connection -> script.run(connection, reader))));
    }

    /// Runs a script as a transaction that is given up when it takes longer than `bound`, be it the
    /// network or a lock that holds it up, and so is waiting for a connection. It may have taken
    /// place all the same.
    <T> T run(Script script, Duration bound, Script.Reader<T> reader) {
        return inTurn(
                shorter(bound, PATIENCE),
                () ->
                        transactions.execute(
                                TransactionDefinition.DEFAULT,
                                status ->
                                        on(
                                                status.getConnection(),
                                                connection ->
                                                        bounded(
                                                                connection,
                                                                script,
                                                                bound,
                                                                reader))));
    }

    /// The pool takes the bound off the connection again.
    private static <T> T bounded(
            Connection connection, Script script, Duration bound, Script.Reader<T> reader)
            throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) bound.toMillis());
        return new Script()
                .within(bound)
                .add(script)
                .commit()
                .run(
                        connection,
                        results -> {
                            results.written();
                            return reader.read(results);
                        });
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Does work in a transaction, which ends as the verdict says; any exception ends it without a
    /// trace.
    <T> T transaction(Transacted<T> work) {
        return inTurn(() ->
                transactions
                        .execute(
                                TransactionDefinition.DEFAULT,
                                status -> {
                                    Verdict<T> verdict = on(status.getConnection(), work::on);
                                    if (!verdict.kept()) {
                                        status.setRollbackOnly();
                                    }
                                    return verdict;
                                })
                        .outcome());
    }

    private <T extends @Nullable Object> T inTurn(Supplier<T> work) {
        return inTurn(PATIENCE, work);
    }

    private <T extends @Nullable Object> T inTurn(Duration patience, Supplier<T> work) {
        return turnstile.through(
                patience,
                () -> {
                    try {
                        return work.get();
                    } catch (RuntimeException failed) {
                        throw translated(failed);
                    }
                });
    }

    /// The transaction managers know unchecked exceptions only.
    private static <T extends @Nullable Object> T on(Connection connection, Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException failed) {
            throw new StatementFailed(failed);
        }
    }

    private RuntimeException translated(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (sql instanceof SQLTransientConnectionException) {
                    turnstile.close();
                }
                return isLost(sql)
                        ? new UncheckedIOException(
                                new IOException("the database cannot be reached", sql))
                        : new IllegalStateException(
                                "the database refused: " + sql.getSQLState(), sql);
            }
        }
        return failed;
    }

    /// Class 08: the connection. 53: too many of them. 57P: the server is going or coming. 57014:
    /// it did not get done in the time it was given. 25006: it has become a replica.
    private static boolean isLost(SQLException failed) {
        String state = failed.getSQLState();
        return failed instanceof SQLTransientConnectionException
                || state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.equals("57014")
                || state.equals("25006");
    }

    private static final class StatementFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        StatementFailed(SQLException cause) {
            super(cause);
        }
    }
}
