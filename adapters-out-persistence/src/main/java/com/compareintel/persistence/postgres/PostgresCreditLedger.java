package com.compareintel.persistence.postgres;

import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Posting;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The credit ledger as PostgreSQL keeps it. Each method is one statement.
@Singleton
@Bean(typed = CreditLedger.class)
final class PostgresCreditLedger implements CreditLedger {
    private final Database database;

    PostgresCreditLedger(Database database) {
        this.database = database;
    }

    private record Current(String pool, Balance balance) {}

    @Override
    public Funds funds(List<Pool> pools, Instant now) {
        Script current =
                new Script()
                        .add(
                                """
                                SELECT * FROM credit_periods WHERE pool = ANY (?) AND NOT closed
                                """,
                                (Object) pools.stream().map(Pool::key).toArray(String[]::new));
        Map<String, Balance> balances =
                database
                        .run(
                                current,
                                results ->
                                        results.rows(row ->
                                                new Current(
                                                        row.text("pool"), LedgerSql.balance(row))))
                        .stream()
                        .collect(Collectors.toMap(Current::pool, Current::balance));
        return new Funds(
                pools.stream()
                        .map(pool ->
                                Balance.at(
                                        Optional.ofNullable(balances.get(pool.key())),
                                        pool.allowance(),
                                        now))
                        .toList());
    }

    @Override
    public List<Entry> entries(String pool, int limit) {
        Script newest =
                new Script()
                        .add(
                                """
                                SELECT id, kind, milli, balance_after, comparison_id, created_at
                                FROM credit_entries WHERE pool = ? ORDER BY seq DESC LIMIT ?
                                """,
                                pool,
                                limit);
        return database.run(newest, results -> results.rows(PostgresCreditLedger::entry));
    }

    private static Entry entry(Row row) throws SQLException {
        return new Entry(
                row.uuid("id"),
                new Posting(
                        row.constant("kind", EntryKind.class),
                        row.number("milli"),
                        row.number("balance_after")),
                row.optionalUuid("comparison_id"),
                row.instant("created_at"));
    }
}
