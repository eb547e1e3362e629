package com.compareintel.core.usage;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Shows what a caller has used, in the calendar that its credit is granted by.
@UseCase
public final class ShowUsage {
    private final UsageLog log;
    private final Clock clock;

    public ShowUsage(UsageLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /// What was used from one day to another.
    ///
    /// @param zone where the days begin and end
    /// @param lines without those that would be empty
    /// @param total of the whole time
    public record Report(ZoneId zone, List<UsageLog.Line> lines, UsageTotal total) {}

    /// Today, where this caller is.
    public LocalDate today(Caller caller) {
        return LocalDate.ofInstant(clock.instant(), zone(caller));
    }

    /// What this caller used.
    ///
    /// @param first the first day
    /// @param last the last day, not before the first
    public Report of(Caller caller, LocalDate first, LocalDate last, Grouping grouping) {
        ZoneId zone = zone(caller);
        return switch (grouping) {
            case DAY -> summed(caller, days(first, last, zone));
            case MONTH -> summed(caller, months(first, last, zone));
            case MODEL -> {
                UsageLog.Span whole = span("", first, last, zone);
                yield new Report(
                        zone,
                        log.byModel(caller.owner(), whole),
                        summed(caller, List.of(whole)).total());
            }
        };
    }

    private Report summed(Caller caller, List<UsageLog.Span> spans) {
        List<UsageLog.Line> lines = log.bySpan(caller.owner(), spans);
        return new Report(
                zone(caller),
                lines,
                lines.stream().map(UsageLog.Line::total).reduce(UsageTotal.NONE, UsageTotal::plus));
    }

    private static List<UsageLog.Span> days(LocalDate first, LocalDate last, ZoneId zone) {
        return first.datesUntil(last.plusDays(1))
                .map(day -> span(day.toString(), day, day, zone))
                .toList();
    }

    /// The first and the last one perhaps only in part.
    private static List<UsageLog.Span> months(LocalDate first, LocalDate last, ZoneId zone) {
        List<UsageLog.Span> spans = new ArrayList<>();
        LocalDate day = first;
        while (!day.isAfter(last)) {
            YearMonth month = YearMonth.from(day);
            LocalDate end = month.atEndOfMonth().isBefore(last) ? month.atEndOfMonth() : last;
            spans.add(span(month.toString(), day, end, zone));
            day = end.plusDays(1);
        }
        return spans;
    }

    private static UsageLog.Span span(String name, LocalDate first, LocalDate last, ZoneId zone) {
        return new UsageLog.Span(name, start(first, zone), start(last.plusDays(1), zone));
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static ZoneId zone(Caller caller) {
        return caller.pools().getFirst().allowance().zone();
    }
}
