package com.compareintel.persistence.postgres;

import com.compareintel.core.usage.UsageFolding;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The usage log's totals and partitions as PostgreSQL keeps them.
@Singleton
@Bean(typed = UsageFolding.class)
final class PostgresUsageFolding implements UsageFolding {
    private final Database database;

    PostgresUsageFolding(Database database) {
        this.database = database;
    }

    @Override
    public Due due(Instant before) {
        record Month(YearMonth month, long rows) {}
        List<Month> months =
                database.run(
                        new Script()
                                .add(
                                        """
                                        SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(*) AS rows
                                        FROM usage_log WHERE at < ? GROUP BY month ORDER BY month
                                        """,
                                        before),
                        results ->
                                results.rows(row ->
                                        new Month(
                                                YearMonth.parse(row.text("month")),
                                                row.number("rows"))));
        return new Due(
                months.stream().mapToLong(Month::rows).sum(),
                months.stream().map(Month::month).toList());
    }

    @Override
    public int fold(Instant before, int limit) {
        return database.transaction(connection -> {
            Optional<Instant> last = lastOf(connection, before, limit);
            if (last.isEmpty()) {
                return Verdict.drop(0);
            }
            Script fold = new Script();
            UsageFold.fold(fold, "at <= ?", last.get());
            return Verdict.keep(
                    fold.run(connection, results -> results.row(row -> row.integer("rows")))
                            .orElseThrow());
        });
    }

    /// When the last of the oldest rows came; empty if there are none, or another one folds.
    private static Optional<Instant> lastOf(Connection connection, Instant before, int limit)
            throws SQLException {
        Script look = new Script();
        UsageFold.tryLock(look);
        look.add(
                """
                SELECT max(at) AS last
                FROM (SELECT at FROM usage_log WHERE at < ? ORDER BY at LIMIT ?) AS oldest
                """,
                before,
                limit);
        return look.run(
                connection,
                results -> {
                    boolean mine = results.row(row -> row.flag("mine")).orElseThrow();
                    Optional<Instant> last =
                            results.row(row -> row.optionalInstant("last")).orElseThrow();
                    return last.filter(at -> mine);
                });
    }

    @Override
    public int open(YearMonth first, YearMonth last) {
        int opened = 0;
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            opened += alone("SELECT open_usage_month(?::date) AS done", month.atDay(1).toString());
        }
        return opened;
    }

    @Override
    public int drop(Instant before) {
        int dropped = 0;
        for (YearMonth month : places()) {
            Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            if (!end.isAfter(before)) {
                dropped +=
                        alone(
                                "SELECT drop_usage_month(?) AS done",
                                "usage_log_" + month.toString().replace('-', '_'));
            }
        }
        return dropped;
    }

    /// The months that have a partition of their own, in their order.
    private List<YearMonth> places() {
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT translate(right(relname, 7), '_', '-') AS month
                                FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                                WHERE inhparent = 'usage_log'::regclass
                                    AND relname ~ '^usage_log_[0-9]{4}_[0-9]{2}$'
                                ORDER BY relname
                                """),
                results -> results.rows(row -> YearMonth.parse(row.text("month"))));
    }

    /// One change of partitions, unless somebody else has them in hand.
    private int alone(String change, String place) {
        return database.transaction(connection -> {
            Script lock = new Script();
            UsageFold.tryLock(lock);
            boolean mine =
                    lock.run(connection, results -> results.row(row -> row.flag("mine")))
                            .orElseThrow();
            if (!mine) {
                return Verdict.drop(0);
            }
            int done =
                    new Script()
                            .add(change, place)
                            .run(connection, results -> results.row(row -> row.integer("done")))
                            .orElseThrow();
            return Verdict.keep(done);
        });
    }
}
