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
            coalesce(sum(input_tokens), 0)::bigint AS input_tokens,
            coalesce(sum(output_tokens), 0)::bigint AS output_tokens,
            coalesce(sum(reasoning_tokens), 0)::bigint AS reasoning_tokens,
            coalesce(sum(cached_tokens), 0)::bigint AS cached_tokens,
            coalesce(sum(cost_usd), 0) AS cost_usd,
            coalesce(sum(charged_milli), 0)::bigint AS charged_milli
            """;

    /// Read with the details by one statement, and so as of one moment.
    private static final String FOLDED =
            """
            UNION ALL
            SELECT true AS folded, 0 AS number, to_char(month, 'YYYY-MM') AS name, comparisons, answers,
                   input_tokens, output_tokens, reasoning_tokens, cached_tokens, cost_usd, charged_milli
            FROM usage_by_owner
            WHERE owner_key = ? AND month >= ?::date AND month <= ?::date
            ORDER BY folded, number, name
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
    public Found bySpan(Owner owner, List<Span> spans, Months folded) {
        List<Read> read =
                read(
                        new Script()
                                .add(
                                        """
                                        SELECT false AS folded, number, name,
                                               count(*) FILTER (WHERE model IS NULL) AS comparisons,
                                               count(model) AS answers,
                                        """
                                                + SUMS
                                                + """
                                                FROM unnest(?::text[], ?::timestamptz[], ?::timestamptz[]) WITH ORDINALITY
                                                    AS span (name, begins, ends, number)
                                                    JOIN usage_log ON at >= begins AND at < ends
                                                WHERE owner_key = ? AND at >= ? AND at < ?
                                                GROUP BY number, name
                                                """
                                                + FOLDED,
                                        spans.stream().map(Span::name).toArray(String[]::new),
                                        spans.stream().map(Span::from).toArray(Instant[]::new),
                                        spans.stream().map(Span::to).toArray(Instant[]::new),
                                        owner.key(),
                                        spans.getFirst().from(),
                                        spans.getLast().to(),
                                        owner.key(),
                                        folded.first().atDay(1).toString(),
                                        folded.last().atDay(1).toString()));
        return Found.summed(lines(read, false), lines(read, true));
    }

    /// The charges are those of no model.
    @Override
    public Found byModel(Owner owner, Span span, Months folded) {
        List<Read> read =
                read(
                        new Script()
                                .add(
                                        """
                                        SELECT false AS folded, 0 AS number, model COLLATE "C" AS name,
                                               count(*) AS comparisons, count(model) AS answers,
                                        """
                                                + SUMS
                                                + """
                                                FROM usage_log
                                                WHERE owner_key = ? AND at >= ? AND at < ?
                                                GROUP BY model
                                                """
                                                + FOLDED,
                                        owner.key(),
                                        span.from(),
                                        span.to(),
                                        owner.key(),
                                        folded.first().atDay(1).toString(),
                                        folded.last().atDay(1).toString()));
        List<Line> all = lines(read, false);
        List<Line> models = all.stream().filter(line -> !line.name().isEmpty()).toList();
        UsageTotal charges = Found.sum(all.stream().filter(line -> line.name().isEmpty()).toList());
        List<Line> months = lines(read, true);
        return new Found(
                models.stream()
                        .map(line -> new Line(line.name(), line.total().withoutCredits()))
                        .toList(),
                months,
                Found.sum(models).ofComparisons(0).plus(charges).plus(Found.sum(months)));
    }

    private record Read(boolean folded, Line line) {}

    private List<Read> read(Script script) {
        return database.run(
                script, results -> results.rows(row -> new Read(row.flag("folded"), line(row))));
    }

    private static List<Line> lines(List<Read> read, boolean folded) {
        return read.stream().filter(one -> one.folded() == folded).map(Read::line).toList();
    }

    private static Line line(Row row) throws SQLException {
        return new Line(
                row.optionalText("name").orElse(""),
                new UsageTotal(
                        row.number("comparisons"),
                        row.number("answers"),
                        row.number("input_tokens"),
                        row.number("output_tokens"),
                        row.number("reasoning_tokens"),
                        row.number("cached_tokens"),
                        row.usd("cost_usd"),
                        Optional.of(new Credits(row.number("charged_milli")))));
    }
}
