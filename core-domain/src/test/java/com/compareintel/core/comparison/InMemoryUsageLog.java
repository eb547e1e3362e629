package com.compareintel.core.comparison;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.usage.UsageLog;
import com.compareintel.core.usage.UsageTotal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What was used, in memory. Thread-safe.
public final class InMemoryUsageLog implements UsageLog {
    private final List<Ended> log = new ArrayList<>();

    private record Ended(Owner owner, Comparison comparison) {
        Comparison.Closing closing() {
            return comparison.closing().orElseThrow();
        }

        boolean isIn(Span span) {
            Instant at = closing().finishedAt();
            return !at.isBefore(span.from()) && at.isBefore(span.to());
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

    synchronized void add(Owner owner, Comparison ended) {
        log.add(new Ended(owner, ended));
    }

    @Override
    public synchronized List<Line> bySpan(Owner owner, List<Span> spans) {
        List<Line> lines = new ArrayList<>();
        for (Span span : spans) {
            log.stream()
                    .filter(ended -> ended.owner().equals(owner) && ended.isIn(span))
                    .map(Ended::total)
                    .reduce(UsageTotal::plus)
                    .ifPresent(total -> lines.add(new Line(span.name(), total)));
        }
        return lines;
    }

    @Override
    public synchronized List<Line> byModel(Owner owner, Span span) {
        UsageTotal one = new UsageTotal(1, 0, 0, 0, 0, 0, Usd.ZERO, Optional.empty());
        Map<String, UsageTotal> models = new TreeMap<>();
        log.stream()
                .filter(ended -> ended.owner().equals(owner) && ended.isIn(span))
                .flatMap(ended -> ended.answers().stream())
                .forEach(answer ->
                        models.merge(
                                answer.model().value(),
                                one.plus(answer(answer, Optional.empty())),
                                UsageTotal::plus));
        return models.entrySet().stream()
                .map(entry -> new Line(entry.getKey(), entry.getValue()))
                .toList();
    }
}
