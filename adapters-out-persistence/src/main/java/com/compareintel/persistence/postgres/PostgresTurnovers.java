package com.compareintel.persistence.postgres;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.staff.Turnovers;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/// What all used and were charged, as PostgreSQL sums it up over an index of the time.
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
                                         AS name, count(DISTINCT comparison_id) AS comparisons,
                                            count(model) AS answers, coalesce(sum(cost_usd), 0) AS cost_usd,
                                            coalesce(sum(charged_milli), 0)::bigint AS charged_milli
                                        FROM usage_log WHERE at >= ? AND at < ?
                                        """
                                        + (by == By.MODEL ? " AND model IS NOT NULL" : "")
                                        + " GROUP BY 1 ORDER BY 1",
                                from,
                                to),
                results ->
                        results.rows(row ->
                                new Line(
                                        row.text("name"),
                                        row.number("comparisons"),
                                        row.number("answers"),
                                        row.usd("cost_usd"),
                                        new Credits(row.number("charged_milli")))));
    }

    private static String name(By by) {
        return switch (by) {
            case TIER -> "coalesce(tier, '') COLLATE \"C\"";
            case DAY -> "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') COLLATE \"C\"";
            case MODEL -> "model COLLATE \"C\"";
        };
    }
}
