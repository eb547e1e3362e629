package com.compareintel.persistence.postgres;

import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Books;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Posting;
import com.compareintel.core.credit.Turnover;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The credit ledger as PostgreSQL keeps it. Reading is one round trip.
///
/// Lines of one pool are numbered in the order in which they are committed, for their writer holds
/// the lock of the pool; so the number of a line is a place that no later line comes before.
@Singleton
@Bean(typed = CreditLedger.class)
final class PostgresCreditLedger implements CreditLedger {
    private final Database database;

    PostgresCreditLedger(Database database) {
        this.database = database;
    }

    @Override
    public Funds funds(List<Pool> pools, Instant now) {
        Script current = new Script();
        LedgerSql.selectCurrent(current, pools);
        return LedgerSql.funds(pools, database.run(current, LedgerSql::current), now);
    }

    @Override
    public Optional<List<Entry>> entries(Books books, Optional<UUID> after, int limit) {
        return after.isEmpty()
                ? Optional.of(
                        database.run(
                                new Script()
                                        .add(
                                                allOf(books) + " ORDER BY seq DESC LIMIT ?",
                                                keyOf(books),
                                                limit),
                                results -> results.rows(PostgresCreditLedger::entry)))
                : entriesBehind(after.get(), books, limit);
    }

    private Optional<List<Entry>> entriesBehind(UUID last, Books books, int limit) {
        Script script =
                new Script()
                        .add(allOf(books) + " AND credit_entries.id = ?", keyOf(books), last)
                        .add(
                                allOf(books)
                                        + """
                                         AND seq < (SELECT seq FROM credit_entries WHERE id = ?)
                                        ORDER BY seq DESC LIMIT ?
                                        """,
                                keyOf(books),
                                last,
                                limit);
        return database.run(
                script,
                results -> {
                    boolean known = results.row(row -> row.uuid("id")).isPresent();
                    List<Entry> behind = results.rows(PostgresCreditLedger::entry);
                    return known ? Optional.of(behind) : Optional.empty();
                });
    }

    /// A comparison of a visitor has lines in several pools; its network's stand for all of them.
    private static String allOf(Books books) {
        return switch (books) {
            case Books.OfPool pool -> "SELECT * FROM credit_entries WHERE pool = ?";
            case Books.OfVisitor visitor ->
                    """
                    SELECT credit_entries.* FROM comparisons JOIN credit_entries
                        ON comparison_id = comparisons.id AND pool = payer_key
                    WHERE owner_key = ? AND pool LIKE 'network:%'
                    """;
        };
    }

    private static String keyOf(Books books) {
        return switch (books) {
            case Books.OfPool(String pool) -> pool;
            case Books.OfVisitor(VisitorId visitor) -> new Owner.Visitor(visitor).key();
        };
    }

    @Override
    public Turnover turnover(String pool, Instant from, Instant to) {
        Script script =
                new Script()
                        .add(
                                """
                                SELECT entry.kind, created_at < ? AS earlier, count(*),
                                       sum(milli)::bigint AS milli,
                                       sum(milli * overage_price_usd) / 1000 AS worth_usd
                                FROM credit_entries AS entry JOIN credit_periods AS period
                                    ON period.pool = entry.pool AND started_at = period_started_at
                                WHERE entry.pool = ? AND created_at < ?
                                GROUP BY entry.kind, earlier
                                """,
                                from,
                                pool,
                                to)
                        .add(
                                """
                                SELECT overage_limit_usd FROM credit_periods
                                WHERE pool = ? AND started_at < ? ORDER BY started_at DESC LIMIT 1
                                """,
                                pool,
                                to);
        record Sum(boolean earlier, EntryKind kind, Turnover.Total total, BigDecimal worth) {}
        return database.run(
                script,
                results -> {
                    List<Sum> sums =
                            results.rows(row ->
                                    new Sum(
                                            row.flag("earlier"),
                                            row.constant("kind", EntryKind.class),
                                            new Turnover.Total(
                                                    row.number("count"), row.number("milli")),
                                            row.optionalDecimal("worth_usd").orElseThrow()));
                    List<Sum> within = sums.stream().filter(sum -> !sum.earlier()).toList();
                    return new Turnover(
                            sums.stream()
                                    .filter(Sum::earlier)
                                    .mapToLong(sum -> sum.total().milli())
                                    .sum(),
                            within.stream().collect(Collectors.toMap(Sum::kind, Sum::total)),
                            new Turnover.Bought(
                                    results.row(row -> row.optionalDecimal("overage_limit_usd"))
                                            .flatMap(limit -> limit)
                                            .map(Usd::new),
                                    within.stream()
                                            .filter(sum -> sum.kind() == EntryKind.OVERAGE)
                                            .map(Sum::worth)
                                            .reduce(BigDecimal.ZERO, BigDecimal::add)));
                });
    }

    @Override
    public Balance enableOverage(Pool pool, Optional<Usd> limit, Usd price, Instant now) {
        return change(pool, now, balance -> balance.withOverage(limit, price));
    }

    @Override
    public Balance disableOverage(Pool pool, Instant now) {
        return change(pool, now, Balance::withoutOverage);
    }

    /// Under the lock of the pool, as an admission.
    private Balance change(Pool pool, Instant now, UnaryOperator<Balance> change) {
        return database.transaction(connection -> {
            Script look = new Script();
            LedgerSql.lock(look, List.of(pool));
            LedgerSql.selectCurrent(look, List.of(pool));
            Optional<Balance> current =
                    look.run(
                            connection,
                            results -> {
                                results.written();
                                return Optional.ofNullable(
                                        LedgerSql.current(results).get(pool.key()));
                            });
            LedgerSql ledger = new LedgerSql();
            Balance.roll(current, pool.allowance(), now)
                    .ifPresent(roll -> ledger.post(pool.key(), roll));
            Balance after = change.apply(Balance.at(current, pool.allowance(), now));
            ledger.post(pool.key(), new Balance.Step(after, List.of()), Optional.empty());
            Script write = new Script();
            ledger.write(write, now);
            write.commit().run(connection);
            return Verdict.keep(after);
        });
    }

    private static Entry entry(Row row) throws SQLException {
        return new Entry(
                row.uuid("id"),
                new Posting(
                        row.constant("kind", EntryKind.class),
                        row.number("milli"),
                        row.number("balance_after")),
                row.instant("period_started_at"),
                row.optionalUuid("comparison_id"),
                row.instant("created_at"));
    }
}
