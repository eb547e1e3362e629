package com.compareintel.core.credit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// What a pool is granted in each of its periods, and where these begin and end.
///
/// Daily periods run between local midnights, monthly ones from the local day `since` on, each
/// counted from that first day so that the 31st comes back after a short month. A changed time zone
/// counts from the next period on, and periods never overlap: one that would begin inside its
/// predecessor begins at its end instead.
///
/// @param since when the allowance began; monthly periods are counted from it
public record Allowance(Credits credits, PeriodKind kind, ZoneId zone, Instant since) {
    /// No two daily grants lie closer together than this, however the time zone is changed.
    private static final Duration CLOSEST_GRANTS = Duration.ofHours(20);

    /// What would be left of a month after a change of zone, if it is less than this, is added to
    /// the next one, or every other change would be worth a grant. Zones are 26 hours apart at
    /// most, but the same moment may be the 28th in one and the 1st in another.
    private static final Duration SHORTEST_MONTH = Duration.ofDays(7);

    /// The period at `now` of a pool that never had one.
    public Period firstPeriod(Instant now) {
        return switch (kind) {
            case DAY -> daily(midnight(now.atZone(zone).toLocalDate()));
            case MONTH -> monthly(now);
        };
    }

    /// The period at `now` of a pool whose last period was `previous`: that one if it is not over.
    public Period periodAfter(Period previous, Instant now) {
        if (!previous.isOverAt(now)) {
            return previous;
        }
        Period next = firstPeriod(now);
        if (!next.startedAt().isBefore(previous.resetsAt())) {
            return next;
        }
        return switch (kind) {
            case DAY -> daily(previous.resetsAt());
            case MONTH ->
                    new Period(kind, previous.resetsAt(), monthEnd(previous.resetsAt(), next));
        };
    }

    private Instant monthEnd(Instant start, Period month) {
        return month.resetsAt().isBefore(start.plus(SHORTEST_MONTH))
                ? monthly(month.resetsAt()).resetsAt()
                : month.resetsAt();
    }

    private Period daily(Instant start) {
        Instant earliestEnd = start.plus(CLOSEST_GRANTS);
        LocalDate day = earliestEnd.atZone(zone).toLocalDate();
        Instant end = midnight(day);
        return new Period(kind, start, end.isBefore(earliestEnd) ? midnight(day.plusDays(1)) : end);
    }

    private Period monthly(Instant now) {
        LocalDate first = since.atZone(zone).toLocalDate();
        long months = Math.max(0, ChronoUnit.MONTHS.between(first, now.atZone(zone).toLocalDate()));
        while (!midnight(first.plusMonths(months + 1)).isAfter(now)) {
            months++;
        }
        return new Period(
                kind, midnight(first.plusMonths(months)), midnight(first.plusMonths(months + 1)));
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
