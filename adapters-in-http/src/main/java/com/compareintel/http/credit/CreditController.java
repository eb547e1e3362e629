package com.compareintel.http.credit;

import com.compareintel.core.account.Caller;
import com.compareintel.core.account.ShowStatement;
import com.compareintel.core.account.ShowStatement.Outcome;
import com.compareintel.core.credit.ShowBalance;
import com.compareintel.core.credit.ShowLedger;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.tier.TierTable;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.query.Paging;
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
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a caller has left, and where the rest went.
@Controller("/v1/credits")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class CreditController {
    private final Callers callers;
    private final ShowBalance showBalance;
    private final ShowLedger showLedger;
    private final ShowStatement showStatement;
    private final TierTable tiers;

    CreditController(
            Callers callers,
            ShowBalance showBalance,
            ShowLedger showLedger,
            ShowStatement showStatement,
            TierTable tiers) {
        this.callers = callers;
        this.showBalance = showBalance;
        this.showLedger = showLedger;
        this.showStatement = showStatement;
        this.tiers = tiers;
    }

    @Get
    MutableHttpResponse<?> show(HttpRequest<?> request) {
        Caller caller = callers.of(request).caller();
        return Wire.ok(
                CreditsJson.of(
                        caller.tier().wireName(),
                        tiers.of(caller.tier()).overage(),
                        caller.pools().getFirst().allowance().zone(),
                        showBalance.of(caller.pools())));
    }

    @Get("/entries")
    MutableHttpResponse<?> entries(
            HttpRequest<?> request,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        Caller caller = callers.of(request).caller();
        int size = Paging.size(limit);
        ShowLedger.Page page =
                showLedger
                        .page(caller.books(), Optional.ofNullable(cursor).map(Paging::last), size)
                        .orElseThrow(Paging::notOurs);
        return Wire.ok(EntryJson.page(page, caller.owner() instanceof Owner.Account));
    }

    /// Only accounts have statements: a visitor's credit is its network's, and so would be the
    /// balances, which tell what its neighbours did.
    @Get("/statement")
    MutableHttpResponse<?> statement(HttpRequest<?> request, @QueryValue @Nullable String month) {
        Caller caller = callers.of(request).caller();
        return switch (caller.owner()) {
            case Owner.Account(var id) ->
                    switch (showStatement.of(id, month(month))) {
                        case Outcome.Shown(var statement) -> Wire.ok(StatementJson.of(statement));
                        case Outcome.NotBegun notBegun ->
                                throw wrongMonth("has not begun in your time zone");
                        case Outcome.BeforeAccount(YearMonth first) ->
                                throw wrongMonth(
                                        "must not be before " + first + ", when you began");
                    };
            case Owner.Visitor visitor ->
                    throw new ProblemFound(
                            Problem.of(
                                    ProblemCode.FORBIDDEN,
                                    "Statements are for accounts: a visitor's credit is its"
                                            + " network's. See /v1/credits/entries."));
        };
    }

    private static YearMonth month(@Nullable String text) {
        if (text == null) {
            throw wrongMonth("is required, as YYYY-MM");
        }
        if (!text.matches("[0-9]{4}-(0[1-9]|1[0-2])")) {
            throw wrongMonth("must be a month such as 2026-03");
        }
        return YearMonth.parse(text);
    }

    private static ProblemFound wrongMonth(String message) {
        return new ProblemFound(Problem.invalid("month", message));
    }
}
