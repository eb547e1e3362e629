package com.compareintel.core.staff;

import com.compareintel.core.comparison.InMemoryUsageLog;
import com.compareintel.core.comparison.InMemoryUsageLog.Row;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// What all used, in memory. Thread-safe.
public record InMemoryTurnovers(InMemoryUsageLog log) implements Turnovers {
    @Override
    public List<Line> between(Instant from, Instant to, By by) {
        TreeMap<String, Line> lines = new TreeMap<>();
        for (Row row : log.rows(from, to)) {
            if (by != By.MODEL || row.model().isPresent()) {
                Line line = line(row, by);
                lines.merge(line.name(), line, InMemoryTurnovers::sum);
            }
        }
        return List.copyOf(lines.values());
    }

    private static Line line(Row row, By by) {
        String name =
                switch (by) {
                    case TIER -> row.tier().wireName();
                    case DAY -> row.day();
                    case MODEL -> row.model().orElseThrow();
                };
        int answers = row.model().isPresent() ? 1 : 0;
        return new Line(name, by == By.MODEL ? 1 : 1 - answers, answers, row.cost(), row.charged());
    }

    private static Line sum(Line one, Line other) {
        return new Line(
                one.name(),
                one.comparisons() + other.comparisons(),
                one.answers() + other.answers(),
                one.cost().plus(other.cost()),
                one.charged().plus(other.charged()));
    }
}
