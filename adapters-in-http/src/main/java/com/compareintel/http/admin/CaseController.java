package com.compareintel.http.admin;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.staff.ShowCase;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.security.StaffCallers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// What became of a comparison, without a word of it.
@Controller("/v1/admin/comparisons")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class CaseController {
    private final StaffCallers staff;
    private final ShowCase showCase;

    CaseController(StaffCallers staff, ShowCase showCase) {
        this.staff = staff;
        this.showCase = showCase;
    }

    @Get("/{id}")
    MutableHttpResponse<?> show(HttpRequest<?> request, String id) {
        var _ = staff.of(request);
        return Ids.parse(id)
                .map(ComparisonId::new)
                .flatMap(showCase::of)
                .map(CaseJson::of)
                .map(Wire::ok)
                .orElseThrow(() ->
                        new ProblemFound(
                                Problem.of(ProblemCode.NOT_FOUND, "There is no such comparison.")));
    }
}
