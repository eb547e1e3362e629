package com.compareintel.persistence.postgres;

import com.compareintel.core.Confined;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/// SQL statements that go to the database together, in one round trip. Each sees what those before
/// it did, and also what other transactions committed while those before it waited for locks. Owned
/// by the method that builds it.
///
/// Arguments are domain values: they become what the columns hold. Strings are stored as
/// [StoredText], enums by their lower-case names, instants to the microsecond; an empty optional is
/// null, an array goes to `unnest` or `= ANY`.
@Confined
final class Script {
    private final StringJoiner sql = new StringJoiner(";\n");
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private boolean often;

    /// Makes something of what the statements answered, in their order.
    interface Reader<R extends @Nullable Object> {
        R read(Results results) throws SQLException;
    }

    /// Adds a statement.
    ///
    /// @param values one for each question mark
    Script add(String statement, @Nullable Object... values) {
        sql.add(statement);
        arguments.addAll(Arrays.asList(values));
        return this;
    }

    /// Adds another script.
    Script add(Script more) {
        sql.merge(more.sql);
        arguments.addAll(more.arguments);
        often |= more.often;
        return this;
    }

    /// Lets a session that lasts keep these statements prepared, and their plans as soon as those
    /// are good for any arguments. For what every comparison does, in one of a few wordings, and
    /// where no plan depends on the arguments. It names the columns that it reads, for one that a
    /// migration adds would change what was prepared.
    Script often() {
        often = true;
        return this;
    }

    /// Adds a bound for each statement that follows in the transaction, on the server's side.
    Script within(Duration bound) {
        return add("SET LOCAL statement_timeout = " + bound.toMillis());
    }

    /// Adds the end of the transaction, so that it takes no round trip of its own: it is reached
    /// only if all statements before it succeed, and whoever then ends the transaction finds it
    /// ended.
    Script commit() {
        return add("COMMIT");
    }

    /// Runs all statements and reads what they answered.
    <R extends @Nullable Object> R run(Connection connection, Reader<R> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            if (!often) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            for (int i = 0; i < arguments.size(); i++) {
                bind(connection, statement, i + 1, arguments.get(i));
            }
            return reader.read(new Results(statement, statement.execute()));
        }
    }

    /// Runs all statements, of which none answers rows.
    void run(Connection connection) throws SQLException {
        run(connection, results -> null);
    }

    private static void bind(
            Connection connection, PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Optional<?> optional -> bind(connection, statement, index, optional.orElse(null));
            case OptionalInt optional ->
                    bind(
                            connection,
                            statement,
                            index,
                            optional.isPresent() ? optional.getAsInt() : null);
            case OptionalLong optional ->
                    bind(
                            connection,
                            statement,
                            index,
                            optional.isPresent() ? optional.getAsLong() : null);
            case String[] array -> statement.setArray(index, array(connection, "text", array));
            case UUID[] array -> statement.setArray(index, array(connection, "uuid", array));
            case Long[] array -> statement.setArray(index, array(connection, "bigint", array));
            case Integer[] array -> statement.setArray(index, array(connection, "integer", array));
            case Boolean[] array -> statement.setArray(index, array(connection, "boolean", array));
            case BigDecimal[] array ->
                    statement.setArray(index, array(connection, "numeric", array));
            case Instant[] array ->
                    statement.setArray(index, array(connection, "timestamptz", array));
            case Object single -> statement.setObject(index, column(single));
        }
    }

    private static Array array(Connection connection, String type, @Nullable Object[] values)
            throws SQLException {
        @Nullable Object[] columns = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            columns[i] = value == null ? null : column(value);
        }
        return connection.createArrayOf(type, columns);
    }

    private static Object column(Object value) {
        return switch (value) {
            case String text -> StoredText.encode(text);
            case Enum<?> constant -> wireName(constant);
            case Instant instant -> instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            case Duration duration -> duration.dividedBy(ChronoUnit.MICROS.getDuration());
            case Credits credits -> credits.milli();
            case Usd usd -> usd.amount();
            default -> value;
        };
    }

    /// How an enum constant is stored.
    static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
