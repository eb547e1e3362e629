package com.compareintel.core.usage;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shows what a caller has used, in the calendar that its credit is granted by.
@UseCase
public final class ShowUsage {
    /// A month before there was anything to be used.
    private static final LocalDate BEGINNING = LocalDate.of(2026, 1, 1);

    private final UsageLog log;
    private final Clock clock;

    public ShowUsage(UsageLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /// What was used from one day to another. What is known by months only is told by months,
    /// whatever was asked for.
    ///
    /// @param zone where the days begin and end
    /// @param lines without those that would be empty
    /// @param total of the whole time
    public record Report(ZoneId zone, List<UsageLog.Line> lines, UsageTotal total) {}

    /// What was ever used, by months.
    ///
    /// @param last today
    public record Ever(LocalDate first, LocalDate last, Report report) {}

    /// What this caller ever used.
    public Ever ever(Caller caller) {
        LocalDate last = today(caller);
        LocalDate first = last.isBefore(BEGINNING) ? last : BEGINNING;
        return new Ever(first, last, of(caller, first, last, Grouping.MONTH));
    }

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
        UsageLog.Months folded = UsageLog.Months.beginningWithin(first, last);
        UsageLog.Found found =
                switch (grouping) {
                    case DAY -> log.bySpan(caller.owner(), days(first, last, zone), folded);
                    case MONTH -> log.bySpan(caller.owner(), months(first, last, zone), folded);
                    case MODEL -> log.byModel(caller.owner(), span("", first, last, zone), folded);
                };
        return new Report(zone, merged(found), found.total());
    }

    /// A month that is folded in part is one line nevertheless where months are asked for.
    private static List<UsageLog.Line> merged(UsageLog.Found found) {
        Map<String, UsageTotal> lines = new LinkedHashMap<>();
        found.folded().forEach(line -> lines.put(line.name(), line.total()));
        found.lines().forEach(line -> lines.merge(line.name(), line.total(), UsageTotal::plus));
        return lines.entrySet().stream()
                .map(line -> new UsageLog.Line(line.getKey(), line.getValue()))
                .toList();
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
