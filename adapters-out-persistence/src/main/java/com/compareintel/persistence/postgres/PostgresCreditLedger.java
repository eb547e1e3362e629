package com.compareintel.persistence.postgres;

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

/// The credit ledger as PostgreSQL keeps it. Each method is one statement.
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
