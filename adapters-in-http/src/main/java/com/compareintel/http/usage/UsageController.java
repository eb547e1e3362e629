package com.compareintel.http.usage;

import com.compareintel.core.account.Caller;
import com.compareintel.core.usage.Grouping;
import com.compareintel.core.usage.ShowUsage;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.query.Days;
import com.compareintel.http.security.Callers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What a caller has used.
@Controller("/v1/usage")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class UsageController {
    /// Days asked for where the request does not say from when on.
    private static final int STANDARD_DAYS = 30;

    /// A leap year; so many lines are a small response still.
    private static final int MOST_DAYS = 366;

    private final Callers callers;
    private final ShowUsage showUsage;

    UsageController(Callers callers, ShowUsage showUsage) {
        this.callers = callers;
        this.showUsage = showUsage;
    }

    @Get
    MutableHttpResponse<?> show(
            HttpRequest<?> request,
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue("group_by") @Nullable String groupBy) {
        Caller caller = callers.of(request).caller();
        Grouping grouping =
                Grouping.named(groupBy == null ? "day" : groupBy)
                        .orElseThrow(() -> wrong("group_by", "must be one of day, month, model"));
        LocalDate last = Days.of("to", to).orElseGet(() -> showUsage.today(caller));
        LocalDate first = Days.of("from", from).orElseGet(() -> last.minusDays(STANDARD_DAYS - 1));
        if (first.isAfter(last)) {
            throw wrong("from", "must not be after to");
        }
        if (first.isBefore(last.minusDays(MOST_DAYS - 1))) {
            throw wrong("from", "must be at most " + MOST_DAYS + " days before the end of to");
        }
        return Wire.ok(
                UsageJson.of(first, last, grouping, showUsage.of(caller, first, last, grouping)));
    }

    private static ProblemFound wrong(String field, String message) {
        return new ProblemFound(Problem.invalid(field, message));
    }
}
