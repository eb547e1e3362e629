package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Settlement;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.usage.UsageLog;
import com.compareintel.core.usage.UsageTotal;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The usage log as PostgreSQL keeps it.
@Singleton
@Bean(typed = UsageLog.class)
final class PostgresUsageLog implements UsageLog {
    private static final String SUMS =
            """
            count(DISTINCT comparison_id) AS comparisons, count(model) AS answers,
            coalesce(sum(input_tokens), 0)::bigint AS input_tokens,
            coalesce(sum(output_tokens), 0)::bigint AS output_tokens,
            coalesce(sum(reasoning_tokens), 0)::bigint AS reasoning_tokens,
            coalesce(sum(cached_tokens), 0)::bigint AS cached_tokens,
            coalesce(sum(cost_usd), 0) AS cost_usd,
            sum(charged_milli)::bigint AS charged_milli
            """;

    private final Database database;

    PostgresUsageLog(Database database) {
        this.database = database;
    }

    /// Adds the statement that logs a comparison at its end, within the transaction that ends it.
    static void write(Script script, UUID comparison, Settlement settlement, Instant finishedAt) {
        script.add(
                """
                INSERT INTO usage_log (at, comparison_id, owner_key, payer_key, tier, key_id, model, status,
                                       input_tokens, output_tokens, reasoning_tokens, cached_tokens,
                                       cost_usd, cost_source, charged_milli)
                SELECT ?, comparisons.id, owner_key, payer_key, tier, key_id, line.*
                FROM comparisons, LATERAL (
                    SELECT model, status, coalesce(input_tokens, 0), coalesce(output_tokens, 0),
                           coalesce(reasoning_tokens, 0), coalesce(cached_tokens, 0),
                           cost_usd, cost_source, NULL::bigint
                    FROM answers WHERE comparison_id = comparisons.id AND counts IS NOT NULL
                    UNION ALL
                    SELECT NULL, ?, 0, 0, 0, 0, NULL, NULL, ?::bigint) AS line
                WHERE comparisons.id = ?
                """,
                finishedAt,
                settlement.status(),
                settlement.charge(),
                comparison);
    }

    @Override
    public List<Line> bySpan(Owner owner, List<Span> spans) {
        return database.run(
                new Script()
                        .add(
                                "SELECT name, "
                                        + SUMS
                                        + """
                                        FROM unnest(?::text[], ?::timestamptz[], ?::timestamptz[])
                                                WITH ORDINALITY AS span (name, begins, ends, number)
                                            JOIN usage_log ON at >= begins AND at < ends
                                        WHERE owner_key = ?
                                        GROUP BY number, name ORDER BY number
                                        """,
                                spans.stream().map(Span::name).toArray(String[]::new),
                                spans.stream().map(Span::from).toArray(Instant[]::new),
                                spans.stream().map(Span::to).toArray(Instant[]::new),
                                owner.key()),
                results -> results.rows(row -> line(row, true)));
    }

    @Override
    public List<Line> byModel(Owner owner, Span span) {
        return database.run(
                new Script()
                        .add(
                                "SELECT model AS name, "
                                        + SUMS
                                        + """
                                        FROM usage_log
                                        WHERE owner_key = ? AND at >= ? AND at < ? AND model IS NOT NULL
                                        GROUP BY model ORDER BY model COLLATE "C"
                                        """,
                                owner.key(),
                                span.from(),
                                span.to()),
                results -> results.rows(row -> line(row, false)));
    }

    private static Line line(Row row, boolean charged) throws SQLException {
        return new Line(
                row.text("name"),
                new UsageTotal(
                        row.number("comparisons"),
                        row.number("answers"),
                        row.number("input_tokens"),
                        row.number("output_tokens"),
                        row.number("reasoning_tokens"),
                        row.number("cached_tokens"),
                        row.usd("cost_usd"),
                        charged
                                ? Optional.of(new Credits(row.number("charged_milli")))
                                : Optional.empty()));
    }
}
