package com.compareintel.persistence.postgres;

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
import org.jspecify.annotations.Nullable;

/// The way to the database. It lends a connection for a moment and takes it back. Thread-safe;
/// blocks.
///
/// A database that cannot be reached, or is lost on the way, is an [UncheckedIOException]; one that
/// refuses a statement is an [IllegalStateException], for no statement here is meant to be refused.
@Singleton
final class Database {
    private final ConnectionOperations<Connection> connections;
    private final TransactionOperations<Connection> transactions;

    Database(
            ConnectionOperations<Connection> connections,
            TransactionOperations<Connection> transactions) {
        this.connections = connections;
        this.transactions = transactions;
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
        try {
            return connections.execute(
                    ConnectionDefinition.DEFAULT,
                    status ->
                            on(
                                    status.getConnection(),
                                    connection -> script.run(connection, reader)));
        } catch (RuntimeException failed) {
            throw translated(failed);
        }
    }

    /// Does work in a transaction, which ends as the verdict says; any exception ends it without a
    /// trace.
    <T> T transaction(Transacted<T> work) {
        try {
            return transactions
                    .execute(
                            TransactionDefinition.DEFAULT,
                            status -> {
                                Verdict<T> verdict = on(status.getConnection(), work::on);
                                if (!verdict.kept()) {
                                    status.setRollbackOnly();
                                }
                                return verdict;
                            })
                    .outcome();
        } catch (RuntimeException failed) {
            throw translated(failed);
        }
    }

    /// The transaction managers know unchecked exceptions only.
    private static <T extends @Nullable Object> T on(Connection connection, Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException failed) {
            throw new StatementFailed(failed);
        }
    }

    private static RuntimeException translated(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return isLost(sql)
                        ? new UncheckedIOException(
                                new IOException("the database cannot be reached", sql))
                        : new IllegalStateException(
                                "the database refused: " + sql.getSQLState(), sql);
            }
        }
        return failed;
    }

    /// Class 08: the connection. 53: too many of them. 57P: the server is going or coming. 25006:
    /// it has become a replica.
    private static boolean isLost(SQLException failed) {
        String state = failed.getSQLState();
        return failed instanceof SQLTransientConnectionException
                || state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.equals("25006");
    }

    private static final class StatementFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        StatementFailed(SQLException cause) {
            super(cause);
        }
    }
}
