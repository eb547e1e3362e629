package com.compareintel.http.admin;

import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.staff.ShowTurnover;
import com.compareintel.core.staff.Turnovers;
import com.compareintel.core.staff.Turnovers.By;
import com.compareintel.core.staff.Turnovers.Line;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.query.Choice;
import com.compareintel.http.query.Days;
import com.compareintel.http.security.StaffCallers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Revenue and cost.
@Controller("/v1/admin/statistics")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class StatisticsController {
    private static final int STANDARD_DAYS = 30;

    private final StaffCallers staff;
    private final ShowTurnover turnover;

    StatisticsController(StaffCallers staff, ShowTurnover turnover) {
        this.staff = staff;
        this.turnover = turnover;
    }

    /// @param name null of what was logged before tiers were
    private record LineJson(
            @Nullable String name,
            long comparisons,
            long answers,
            String costUsd,
            @Nullable BigDecimal credits,
            @Nullable String revenueUsd) {
        static LineJson of(Line line, By by) {
            boolean charged = by != By.MODEL;
            return new LineJson(
                    line.name().isEmpty() ? null : line.name(),
                    line.comparisons(),
                    line.answers(),
                    line.cost().toString(),
                    charged ? line.charged().toDecimal() : null,
                    charged ? CreditRate.STANDARD.worthOf(line.charged()).toString() : null);
        }
    }

    private record ReportJson(String from, String to, String groupBy, List<LineJson> data) {}

    @Get
    MutableHttpResponse<?> show(
            HttpRequest<?> request,
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue("group_by") @Nullable String groupBy) {
        var _ = staff.of(request);
        By by =
                Choice.of("group_by", groupBy, StatisticsController::named, "tier, day, model")
                        .orElse(By.TIER);
        LocalDate last = Days.of("to", to).orElseGet(turnover::today);
        LocalDate first = Days.of("from", from).orElseGet(() -> last.minusDays(STANDARD_DAYS - 1));
        if (first.isAfter(last)) {
            throw wrong("must not be after to");
        }
        if (first.isBefore(last.minusDays(ShowTurnover.MOST_DAYS - 1))) {
            throw wrong("must be at most " + ShowTurnover.MOST_DAYS + " days before the end of to");
        }
        List<Turnovers.Line> lines = turnover.of(first, last, by);
        return Wire.ok(
                new ReportJson(
                        first.toString(),
                        last.toString(),
                        by.name().toLowerCase(Locale.ROOT),
                        lines.stream().map(line -> LineJson.of(line, by)).toList()));
    }

    private static Optional<By> named(String text) {
        for (By by : By.values()) {
            if (by.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(by);
            }
        }
        return Optional.empty();
    }

    private static ProblemFound wrong(String message) {
        return new ProblemFound(Problem.invalid("from", message));
    }
}
