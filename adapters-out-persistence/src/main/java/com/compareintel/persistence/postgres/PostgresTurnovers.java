package com.compareintel.persistence.postgres;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.staff.Turnovers;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/// What all used and were charged, as PostgreSQL sums it up: what is kept one by one and what was
/// folded, as of one moment. A model stands once in a comparison, so its answers count these.
@Singleton
@Bean(typed = Turnovers.class)
final class PostgresTurnovers implements Turnovers {
    private final Database database;

    PostgresTurnovers(Database database) {
        this.database = database;
    }

    @Override
    public List<Line> between(Instant from, Instant to, By by) {
        return database.run(
                new Script()
                        .add(
                                "SELECT "
                                        + name(by)
                                        + """
                                         AS name,
                                            coalesce(sum(number) FILTER (WHERE model IS NULL), 0)::bigint
                                                AS comparisons,
                                            coalesce(sum(number) FILTER (WHERE model IS NOT NULL), 0)::bigint
                                                AS answers,
                                            coalesce(sum(cost_usd), 0) AS cost_usd,
                                            coalesce(sum(charged_milli), 0)::bigint AS charged_milli
                                        FROM (
                                            SELECT tier, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
                                                   model, 1 AS number, cost_usd, charged_milli
                                            FROM usage_log WHERE at >= ? AND at < ?
                                            UNION ALL
                                            SELECT tier, to_char(month, 'YYYY-MM'), model, comparisons,
                                                   cost_usd, charged_milli
                                            FROM usage_by_model
                                            WHERE month::timestamp AT TIME ZONE 'UTC' >= ?
                                                AND month::timestamp AT TIME ZONE 'UTC' < ?) AS used
                                        """
                                        + (by == By.MODEL ? " WHERE model IS NOT NULL" : "")
                                        + " GROUP BY 1 ORDER BY 1",
                                from,
                                to,
                                from,
                                to),
                results ->
                        results.rows(row ->
                                new Line(
                                        row.text("name"),
                                        row.number(by == By.MODEL ? "answers" : "comparisons"),
                                        row.number("answers"),
                                        row.usd("cost_usd"),
                                        new Credits(row.number("charged_milli")))));
    }

    private static String name(By by) {
        return switch (by) {
            case TIER -> "coalesce(tier, '') COLLATE \"C\"";
            case DAY -> "day COLLATE \"C\"";
            case MODEL -> "model COLLATE \"C\"";
        };
    }
}
