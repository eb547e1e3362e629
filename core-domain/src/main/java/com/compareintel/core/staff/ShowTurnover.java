package com.compareintel.core.staff;

import com.compareintel.core.UseCase;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Shows staff revenue and cost, by days of UTC.
@UseCase
public final class ShowTurnover {
    /// A leap year, most of which is monthly totals.
    public static final int MOST_DAYS = 366;

    private final Turnovers turnovers;
    private final Clock clock;

    public ShowTurnover(Turnovers turnovers, Clock clock) {
        this.turnovers = turnovers;
        this.clock = clock;
    }

    /// Today.
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /// What ended on these days.
    ///
    /// @param first the first day, fewer than [#MOST_DAYS] before the last
    /// @param last the last day
    public List<Turnovers.Line> of(LocalDate first, LocalDate last, Turnovers.By by) {
        if (first.isAfter(last) || first.plusDays(MOST_DAYS).compareTo(last) <= 0) {
            throw new IllegalArgumentException("days from " + first + " to " + last);
        }
        return turnovers.between(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                by);
    }
}
