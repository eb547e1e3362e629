package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.usage.UsageFolding;
import com.compareintel.core.usage.UsageLog;
import com.compareintel.core.usage.UsageTotal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What was used, in memory. Thread-safe.
public final class InMemoryUsageLog implements UsageLog, UsageFolding {
    private final List<Ended> log = new ArrayList<>();

    /// Folded or not.
    private final List<Ended> all = new ArrayList<>();

    private final Map<Owner, SortedMap<YearMonth, UsageTotal>> totals = new HashMap<>();

    private record Ended(Owner owner, Tier tier, Comparison comparison) {
        Comparison.Closing closing() {
            return comparison.closing().orElseThrow();
        }

        Instant at() {
            return closing().finishedAt();
        }

        YearMonth month() {
            return YearMonth.from(at().atOffset(ZoneOffset.UTC));
        }

        boolean isIn(Span span) {
            return !at().isBefore(span.from()) && at().isBefore(span.to());
        }

        int rows() {
            return 1 + answers().size();
        }

        List<Answer> answers() {
            return comparison.answers().stream()
                    .filter(answer -> answer.status().isFinal())
                    .toList();
        }

        UsageTotal total() {
            return answers().stream()
                    .map(answer -> answer(answer, Optional.of(Credits.NONE)))
                    .reduce(
                            new UsageTotal(
                                    1, 0, 0, 0, 0, 0, Usd.ZERO, Optional.of(closing().charged())),
                            UsageTotal::plus);
        }
    }

    private static UsageTotal answer(Answer answer, Optional<Credits> credits) {
        Usage usage = answer.usage().orElse(new Usage(0, 0, 0, 0));
        return new UsageTotal(
                0,
                1,
                usage.inputTokens(),
                usage.outputTokens(),
                usage.reasoningTokens(),
                usage.cachedTokens(),
                answer.cost().map(Answer.Cost::amount).orElse(Usd.ZERO),
                credits);
    }

    synchronized void add(Caller caller, Comparison comparison) {
        Ended ended = new Ended(caller.owner(), caller.tier(), comparison);
        log.add(ended);
        all.add(ended);
    }

    /// An ending, or one answer of it, as it counts for all owners together.
    ///
    /// @param day or the month, if it was folded
    /// @param model nothing of the comparison itself
    public record Row(Tier tier, String day, Optional<String> model, Usd cost, Credits charged) {}

    /// What ended in this time; what was folded counts by its month.
    public synchronized List<Row> rows(Instant from, Instant to) {
        List<Row> rows = new ArrayList<>();
        for (Ended ended : all) {
            boolean folded = !log.contains(ended);
            Instant at =
                    folded
                            ? ended.month().atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : ended.at();
            if (!at.isBefore(from) && at.isBefore(to)) {
                String day =
                        folded
                                ? ended.month().toString()
                                : ended.at().atOffset(ZoneOffset.UTC).toLocalDate().toString();
                rows.add(
                        new Row(
                                ended.tier(),
                                day,
                                Optional.empty(),
                                Usd.ZERO,
                                ended.closing().charged()));
                for (Answer answer : ended.answers()) {
                    rows.add(
                            new Row(
                                    ended.tier(),
                                    day,
                                    Optional.of(answer.model().value()),
                                    answer.cost().map(Answer.Cost::amount).orElse(Usd.ZERO),
                                    Credits.NONE));
                }
            }
        }
        return rows;
    }

    @Override
    public synchronized Found bySpan(Owner owner, List<Span> spans, Months months) {
        List<Line> lines = new ArrayList<>();
        for (Span span : spans) {
            endedIn(owner, span)
                    .map(Ended::total)
                    .reduce(UsageTotal::plus)
                    .ifPresent(total -> lines.add(new Line(span.name(), total)));
        }
        return Found.summed(lines, folded(owner, months));
    }

    @Override
    public synchronized Found byModel(Owner owner, Span span, Months months) {
        UsageTotal one = new UsageTotal(1, 0, 0, 0, 0, 0, Usd.ZERO, Optional.empty());
        Map<String, UsageTotal> models = new TreeMap<>();
        endedIn(owner, span)
                .flatMap(ended -> ended.answers().stream())
                .forEach(answer ->
                        models.merge(
                                answer.model().value(),
                                one.plus(answer(answer, Optional.empty())),
                                UsageTotal::plus));
        List<Line> folded = folded(owner, months);
        return new Found(
                models.entrySet().stream()
                        .map(entry -> new Line(entry.getKey(), entry.getValue()))
                        .toList(),
                folded,
                endedIn(owner, span).map(Ended::total).reduce(Found.sum(folded), UsageTotal::plus));
    }

    private Stream<Ended> endedIn(Owner owner, Span span) {
        return log.stream().filter(ended -> ended.owner().equals(owner) && ended.isIn(span));
    }

    private List<Line> folded(Owner owner, Months months) {
        return totals.getOrDefault(owner, new TreeMap<>()).entrySet().stream()
                .filter(total -> !total.getKey().isBefore(months.first()))
                .filter(total -> !total.getKey().isAfter(months.last()))
                .map(total -> new Line(total.getKey().toString(), total.getValue()))
                .toList();
    }

    private Stream<Ended> from(Instant before) {
        return log.stream()
                .filter(ended -> ended.at().isBefore(before))
                .sorted(Comparator.comparing(Ended::at));
    }

    @Override
    public synchronized Due due(Instant before) {
        return new Due(
                from(before).mapToInt(Ended::rows).sum(),
                from(before).map(Ended::month).distinct().toList());
    }

    @Override
    public synchronized int fold(Instant before, int limit) {
        int rows = 0;
        for (Ended ended : from(before).toList()) {
            if (rows >= limit) {
                break;
            }
            rows += ended.rows();
            log.remove(ended);
            totals.computeIfAbsent(ended.owner(), owner -> new TreeMap<>())
                    .merge(ended.month(), ended.total(), UsageTotal::plus);
        }
        return rows;
    }

    /// Memory has no places.
    @Override
    public int open(YearMonth first, YearMonth last) {
        return 0;
    }

    @Override
    public int drop(Instant before) {
        return 0;
    }

    /// Forgets what somebody used.
    synchronized void forget(Owner owner) {
        all.removeIf(ended -> ended.owner().equals(owner) && log.contains(ended));
        log.removeIf(ended -> ended.owner().equals(owner));
        totals.remove(owner);
    }
}
