package com.compareintel.http.usage;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.usage.Grouping;
import com.compareintel.core.usage.ShowUsage;
import com.compareintel.core.usage.UsageLog;
import com.compareintel.core.usage.UsageTotal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller has used, as it sees it.
record UsageJson(
        String from,
        String to,
        String timeZone,
        String groupBy,
        List<LineJson> data,
        TotalJson total) {

    /// A day, a month or a model.
    public record LineJson(
            String group,
            long comparisons,
            long answers,
            long inputTokens,
            long outputTokens,
            long reasoningTokens,
            long cachedTokens,
            String costUsd,
            @Nullable BigDecimal credits) {
        static LineJson of(UsageLog.Line line) {
            UsageTotal total = line.total();
            return new LineJson(
                    line.name(),
                    total.comparisons(),
                    total.answers(),
                    total.inputTokens(),
                    total.outputTokens(),
                    total.reasoningTokens(),
                    total.cachedTokens(),
                    total.cost().toString(),
                    total.credits().map(Credits::toDecimal).orElse(null));
        }
    }

    /// All of it.
    public record TotalJson(
            long comparisons,
            long answers,
            long inputTokens,
            long outputTokens,
            long reasoningTokens,
            long cachedTokens,
            String costUsd,
            @Nullable BigDecimal credits) {
        static TotalJson of(UsageTotal total) {
            return new TotalJson(
                    total.comparisons(),
                    total.answers(),
                    total.inputTokens(),
                    total.outputTokens(),
                    total.reasoningTokens(),
                    total.cachedTokens(),
                    total.cost().toString(),
                    total.credits().map(Credits::toDecimal).orElse(null));
        }
    }

    static UsageJson of(LocalDate from, LocalDate to, Grouping grouping, ShowUsage.Report report) {
        return new UsageJson(
                from.toString(),
                to.toString(),
                name(report.zone()),
                grouping.wireName(),
                report.lines().stream().map(LineJson::of).toList(),
                TotalJson.of(report.total()));
    }

    private static String name(ZoneId zone) {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }
}
