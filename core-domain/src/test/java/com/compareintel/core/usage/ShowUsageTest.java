package com.compareintel.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Owner;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowUsageTest {
    private static final UsageTotal ONE =
            new UsageTotal(1, 2, 3, 4, 5, 6, Usd.of("0.5"), Optional.of(Credits.of(1)));

    private final List<UsageLog.Span> asked = new ArrayList<>();
    private final List<UsageLog.Months> askedMonths = new ArrayList<>();
    private final List<UsageLog.Line> folded = new ArrayList<>();
    private final UsageLog log =
            new UsageLog() {
                @Override
                public Found bySpan(Owner owner, List<Span> spans, Months months) {
                    asked.addAll(spans);
                    askedMonths.add(months);
                    return Found.summed(
                            spans.stream().map(span -> new Line(span.name(), ONE)).toList(),
                            folded);
                }

                @Override
                public Found byModel(Owner owner, Span span, Months months) {
                    askedMonths.add(months);
                    return new Found(List.of(new Line("a/one", ONE)), folded, ONE.plus(ONE));
                }
            };
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-29T22:30:00Z"));
    private final ShowUsage show = new ShowUsage(log, clock);
    private final Caller berliner = in(ZoneId.of("Europe/Berlin"));

    private static Caller in(ZoneId zone) {
        Caller caller = Samples.account(10);
        Allowance allowance = new Allowance(Credits.of(10), PeriodKind.DAY, zone, Instant.EPOCH);
        return new Caller(
                caller.owner(),
                caller.payer(),
                caller.tier(),
                caller.staff(),
                List.of(new Pool(caller.payer().key(), allowance)),
                caller.idempotencyScope());
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void days_begin_and_end_where_the_caller_is_also_when_clocks_are_changed() {
        ShowUsage.Report report =
                show.of(berliner, day("2026-03-28"), day("2026-03-29"), Grouping.DAY);

        assertThat(asked)
                .containsExactly(
                        new UsageLog.Span(
                                "2026-03-28",
                                Instant.parse("2026-03-27T23:00:00Z"),
                                Instant.parse("2026-03-28T23:00:00Z")),
                        new UsageLog.Span(
                                "2026-03-29",
                                Instant.parse("2026-03-28T23:00:00Z"),
                                Instant.parse("2026-03-29T22:00:00Z")));
        assertThat(report.total()).isEqualTo(ONE.plus(ONE));
        assertThat(show.today(berliner)).isEqualTo("2026-03-30");
    }

    @Test
    void months_are_cut_where_the_time_asked_for_begins_and_ends() {
        show.of(berliner, day("2026-01-31"), day("2026-03-01"), Grouping.MONTH);

        assertThat(asked)
                .extracting(UsageLog.Span::name)
                .containsExactly("2026-01", "2026-02", "2026-03");
        assertThat(asked.getFirst().from()).isEqualTo("2026-01-30T23:00:00Z");
        assertThat(asked.get(1).from()).isEqualTo(asked.getFirst().to());
        assertThat(asked.getLast().from()).isEqualTo(asked.get(1).to());
        assertThat(asked.getLast().to()).isEqualTo("2026-03-01T23:00:00Z");
    }

    @Test
    void by_model_the_total_is_still_that_of_the_comparisons() {
        ShowUsage.Report report =
                show.of(berliner, day("2026-03-01"), day("2026-03-02"), Grouping.MODEL);

        assertThat(report.lines()).extracting(UsageLog.Line::name).containsExactly("a/one");
        assertThat(report.total()).isEqualTo(ONE.plus(ONE));
    }

    @Test
    void months_that_are_folded_come_before_the_days_that_are_not() {
        folded.add(new UsageLog.Line("2026-02", ONE));

        ShowUsage.Report report =
                show.of(berliner, day("2026-02-01"), day("2026-02-02"), Grouping.DAY);

        assertThat(report.lines())
                .extracting(UsageLog.Line::name)
                .containsExactly("2026-02", "2026-02-01", "2026-02-02");
        assertThat(report.total()).isEqualTo(ONE.plus(ONE).plus(ONE));
    }

    @Test
    void a_month_that_is_folded_in_part_is_one_line_among_months() {
        folded.add(new UsageLog.Line("2026-02", ONE));

        ShowUsage.Report report =
                show.of(berliner, day("2026-02-01"), day("2026-03-02"), Grouping.MONTH);

        assertThat(report.lines())
                .containsExactly(
                        new UsageLog.Line("2026-02", ONE.plus(ONE)),
                        new UsageLog.Line("2026-03", ONE));
    }

    @Test
    void a_folded_month_counts_where_it_begins() {
        show.of(berliner, day("2026-01-01"), day("2026-03-31"), Grouping.DAY);
        show.of(berliner, day("2026-01-02"), day("2026-03-01"), Grouping.MODEL);
        show.of(berliner, day("2026-01-02"), day("2026-01-31"), Grouping.MONTH);

        assertThat(askedMonths)
                .containsExactly(
                        new UsageLog.Months(YearMonth.of(2026, 1), YearMonth.of(2026, 3)),
                        new UsageLog.Months(YearMonth.of(2026, 2), YearMonth.of(2026, 3)),
                        new UsageLog.Months(YearMonth.of(2026, 2), YearMonth.of(2026, 1)));
    }
}
